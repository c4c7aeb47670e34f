"""Random things that only have a shape."""
import secrets, uuid, os
u = uuid.uuid4(); print(u.version, len(str(u)), uuid.uuid5(uuid.NAMESPACE_DNS, "python.org"), len(secrets.token_hex(8)), len(os.urandom(5)), u != uuid.uuid4())
