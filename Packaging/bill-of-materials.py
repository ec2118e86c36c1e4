#!/usr/bin/env python3
"""Writes an SPDX 2.3 bill of materials of the static program: bill-of-materials.py VERSION PROGRAM SECONDS > newsq.spdx.json

SECONDS since 1970 is the date of the document, so that two builds of one source give the same bytes.
"""
import hashlib
import json
import re
import subprocess
import sys
import time

from components import COMPONENTS, debian_version, installed


def swift_version():
    text = subprocess.run(["swift", "--version"], capture_output=True, text=True).stdout
    found = re.search(r"Swift version (\S+)", text)
    return found.group(1) if found else "NOASSERTION"


def argument_parser_version():
    with open("Package.swift", encoding="utf-8") as file:
        return re.search(r'swift-argument-parser", exact: "([^"]+)"', file.read()).group(1)


def version_of(name, package):
    if package:
        return debian_version(installed(package)) or "NOASSERTION"
    if "argument" in name:
        return argument_parser_version()
    return swift_version() if name.startswith("Swift") else "NOASSERTION"


def main():
    version, program, seconds = sys.argv[1], sys.argv[2], int(sys.argv[3])
    with open(program, "rb") as file:
        digest = hashlib.sha256(file.read()).hexdigest()
    packages = [{
        "SPDXID": "SPDXRef-newsq", "name": "newsq", "versionInfo": version, "downloadLocation": "NOASSERTION",
        "filesAnalyzed": False, "licenseConcluded": "MIT", "licenseDeclared": "MIT", "copyrightText": "NOASSERTION",
        "primaryPackagePurpose": "APPLICATION", "checksums": [{"algorithm": "SHA256", "checksumValue": digest}],
    }]
    relationships = [{
        "spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES", "relatedSpdxElement": "SPDXRef-newsq"}]
    for name, package, licence, page, what in COMPONENTS:
        identifier = "SPDXRef-" + re.sub(r"[^A-Za-z0-9.]+", "-", name).strip("-")
        item = {
            "SPDXID": identifier, "name": name, "versionInfo": version_of(name, package), "homepage": page,
            "downloadLocation": "NOASSERTION", "filesAnalyzed": False, "licenseConcluded": licence,
            "licenseDeclared": licence, "copyrightText": "NOASSERTION", "summary": what,
        }
        if package:
            item["externalRefs"] = [{
                "referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl",
                "referenceLocator": "pkg:deb/debian/%s@%s?arch=amd64" % (installed(package), item["versionInfo"])}]
        packages.append(item)
        relationships.append({
            "spdxElementId": "SPDXRef-newsq", "relationshipType": "STATIC_LINK", "relatedSpdxElement": identifier})
    document = {
        "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT", "name": "newsq-" + version,
        "documentNamespace": "https://spdx.org/spdxdocs/newsq-%s-%s" % (version, digest[:32]),
        "creationInfo": {
            "created": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds)), "creators": ["Tool: newsq make dist"]},
        "packages": packages, "relationships": relationships,
        "hasExtractedLicensingInfos": [{
            "licenseId": "LicenseRef-public-domain", "name": "Public domain",
            "extractedText": "liblzma has been put into the public domain by its authors."}],
    }
    json.dump(document, sys.stdout, indent=1)
    sys.stdout.write("\n")


main()
