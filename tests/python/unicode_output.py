"""Every plane of Unicode reaches stdout whole."""
print("héllo wörld ñ ç")
print("日本語 中文 한국어 العربية עברית")
print("😀 👩‍👩‍👧 🏳️‍🌈 𝒳")
print(len("😀"), "😀"[0] == "\U0001F600", [hex(ord(c)) for c in "a€😀"])
import unicodedata
print(unicodedata.name("é"), unicodedata.normalize("NFD", "é").encode(), unicodedata.category("A"), unicodedata.lookup("GREEK SMALL LETTER PI"))
