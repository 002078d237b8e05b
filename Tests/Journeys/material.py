"""Material for journeys in Python: small files made here, whole and valid."""
import zipfile


def pdf(pages):
    """A whole PDF of blank pages."""
    parts = ["<< /Type /Catalog /Pages 2 0 R >>",
             f"<< /Type /Pages /Count {pages} /Kids [{' '.join(f'{3 + n} 0 R' for n in range(pages))}] >>"]
    parts += ["<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"] * pages
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{part}\nendobj\n".encode()
    start = len(out)
    out += f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    return out + f"trailer << /Size {len(parts) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()


def packed(path, files):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path
