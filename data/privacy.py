"""Keyed hashes and encryption. The key is a file outside store and backups."""

import base64
import functools
import hashlib
import os
import re
import zlib
from pathlib import Path

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from data.refusal import Refused

NONCE = 12  # bytes, the length AES-GCM is specified for
# a phone, or an identity number by the birthday in it: codes of villages are longer than the one, those of firms have no such day
PERSONAL = re.compile(r"(?<![0-9A-Za-z])(?:1[3-9][0-9]{9}|[1-9][0-9]{5}(?:18|19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx])"
                      r"(?![0-9A-Za-z])")


class Key:
    """One 256-bit secret and the two keys derived from it: one to hash, one to encrypt."""

    def __init__(self, secret: bytes):
        self.hash_key = hashlib.sha256(b"mingjian hash" + secret).hexdigest()
        self._cipher = AESGCM(hashlib.sha256(b"mingjian seal" + secret).digest())
        self.fingerprint = hashlib.sha256(b"mingjian fingerprint" + secret).hexdigest()[:16]

    def seal(self, content: bytes) -> bytes:
        """Encrypted, with its nonce in front."""
        nonce = os.urandom(NONCE)
        return nonce + self._cipher.encrypt(nonce, content, None)

    def open(self, sealed: bytes) -> bytes:
        """The inverse of ``seal``; a changed byte or another key raises Refused."""
        try:
            return self._cipher.decrypt(sealed[:NONCE], sealed[NONCE:], None)
        except InvalidTag as error:
            raise Refused("wrong_key") from error

    def seal_rows(self, rows: dict) -> bytes:
        """A block of sensitive cells, {line: {column: text}}, as one sealed value."""
        return self.seal_text(orjson.dumps(rows, option=orjson.OPT_NON_STR_KEYS).decode())

    def seal_text(self, text: str) -> bytes:
        """The same of a block that is JSON already."""
        return self.seal(zlib.compress(text.encode(), 1))

    def open_rows(self, sealed: bytes) -> dict:
        """The cells of a sealed block; its lines come back as text."""
        return orjson.loads(zlib.decompress(self.open(sealed)))


@functools.cache
def load_key(path: Path, may_create: bool) -> Key:
    """The key of a store. Without a file one is made, readable by its owner only, if ``may_create``."""
    if not path.exists():
        if not may_create:
            raise Refused("key_missing", path=path)
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(base64.b64encode(os.urandom(32)) + b"\n")
            file.flush()
            os.fsync(file.fileno())
    try:
        secret = base64.b64decode(path.read_bytes().strip(), validate=True)
    except ValueError as error:
        raise Refused("key_damaged", path=path) from error
    if len(secret) != 32:
        raise Refused("key_damaged", path=path)
    return Key(secret)
