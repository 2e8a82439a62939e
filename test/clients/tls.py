"""A door with TLS in front of the stand-in: some clients send their bodies in another form to https than to http."""
import contextlib
import os
import socket
import ssl
import subprocess
import tempfile
import threading
import urllib.parse


@contextlib.contextmanager
def in_front_of(endpoint):
    """Yields the https endpoint, of localhost, and the file with the certificate to trust."""
    behind = urllib.parse.urlsplit(endpoint)
    with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as door:
        certificate = certificate_in(folder)
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate, os.path.join(folder, "key.pem"))
        threading.Thread(target=answer, args=(door, context, (behind.hostname, behind.port)), daemon=True).start()
        yield f"https://localhost:{door.getsockname()[1]}", certificate


def certificate_in(folder):
    words = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost,DNS:*.localhost"
    names = {name: os.path.join(folder, name) for name in ("key.pem", "certificate.pem")}
    subprocess.run(["openssl", *words.split(), "-keyout", names["key.pem"], "-out", names["certificate.pem"]], check=True, capture_output=True)
    return names["certificate.pem"]


def answer(door, context, behind):
    while True:
        try:
            raw, _ = door.accept()
        except OSError:
            return
        threading.Thread(target=pass_on, args=(context, raw, behind), daemon=True).start()


def pass_on(context, raw, behind):
    with contextlib.suppress(OSError), context.wrap_socket(raw, server_side=True) as client, socket.create_connection(behind) as server:
        threading.Thread(target=copy, args=(server, client), daemon=True).start()
        copy(client, server)


def copy(source, target):
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
