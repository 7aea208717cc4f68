console.log("石桥".length)
