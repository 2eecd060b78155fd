# hashlib
import hashlib
for n in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_256", "blake2b", "blake2s", "sha3_512"):
    h = getattr(hashlib, n)(b"hello"); print(n, h.hexdigest(), h.digest_size, h.block_size, h.name)
h = hashlib.sha256(); h.update(b"hel"); c = h.copy(); h.update(b"lo"); print(h.hexdigest() == hashlib.sha256(b"hello").hexdigest(), c.hexdigest()[:8], len(h.digest()), hashlib.new("sha256", b"hello").digest() == h.digest(), hashlib.md5(b"").hexdigest(), hashlib.sha1(bytearray(b"x")).hexdigest(), hashlib.md5(memoryview(b"m"), usedforsecurity=False).hexdigest())
print(hashlib.blake2b(b"x", digest_size=8).hexdigest(), hashlib.shake_128(b"a").hexdigest(5), hashlib.pbkdf2_hmac("sha256", b"pw", b"salt", 2).hex()[:16], "sha256" in hashlib.algorithms_guaranteed, "md5" in hashlib.algorithms_available)
for f in (lambda: hashlib.md5("str"), lambda: hashlib.new("nope"), lambda: hashlib.sha256().update("x"), lambda: hashlib.sha256(5)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
big = hashlib.md5()
for i in range(1000): big.update(b"%d" % i)
print(big.hexdigest())
