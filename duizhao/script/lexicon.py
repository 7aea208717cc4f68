"""placeholder until the script room is moved in"""


class Lexicon: ...
