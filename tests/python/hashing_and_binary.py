"""hashlib, base64, struct, zlib, gzip, bz2, lzma, zipfile, tarfile, array."""
import array, base64, binascii, bz2, gzip, hashlib, hmac, io, lzma, struct, tarfile, zipfile, zlib
print(hashlib.md5(b"a").hexdigest(), hashlib.sha256(b"abc").hexdigest()[:16], hashlib.sha1(b"").hexdigest()[:8], hashlib.sha3_256(b"x").hexdigest()[:8], hashlib.blake2b(b"x", digest_size=8).hexdigest())
print(hmac.new(b"k", b"m", "sha256").hexdigest()[:12], base64.b64encode(b"hello"), base64.b64decode("aGk="), binascii.hexlify(b"\x01\xff"), base64.urlsafe_b64encode(b"\xfb\xff"))
print(struct.pack("<IhB", 1, -2, 255), struct.unpack(">H", b"\x01\x00"), struct.calcsize("<dI"), array.array("i", [1, 2]).tolist(), zlib.crc32(b"abc"), zlib.adler32(b"abc"))
data = b"data " * 1000
for m in (zlib, gzip, bz2, lzma): print(m.__name__, len(m.compress(data)) < 200, m.decompress(m.compress(data)) == data)
z = io.BytesIO()
with zipfile.ZipFile(z, "w", zipfile.ZIP_DEFLATED) as f: f.writestr("a/b.txt", "content")
print(zipfile.ZipFile(z).namelist(), zipfile.ZipFile(z).read("a/b.txt"))
t = io.BytesIO()
with tarfile.open(fileobj=t, mode="w:gz") as f:
    i = tarfile.TarInfo("x.txt"); i.size = 3; f.addfile(i, io.BytesIO(b"abc"))
t.seek(0); print(tarfile.open(fileobj=t).extractfile("x.txt").read())
mv = memoryview(bytearray(b"abcdef")); mv[1:3] = b"XY"; print(bytes(mv), mv[::2].tolist(), bytes.fromhex("0aff"), b"a-b".split(b"-"), bytearray(b"x") + b"y", (258).to_bytes(2, "big"), int.from_bytes(b"\x01\x02", "little"))
