print(len("石桥"))
