"""Import of found texts: from the bytes of a file to a draft article, with an account of every repair."""
