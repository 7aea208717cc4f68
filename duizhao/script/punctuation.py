"""placeholder"""


def convert_quotes(text, target):
    m = str.maketrans("“”‘’", "「」『』") if target != "zh-Hans" else str.maketrans("「」『』", "“”‘’")
    return text.translate(m), ()
