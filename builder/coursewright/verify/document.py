"""Control documents as XML, parsed as if every one were hostile (SEC-10): no DOCTYPE, no entities, no network."""

from __future__ import annotations

import codecs
import re

from lxml import etree

from coursewright.problems import Place, Problems

_BOMS = {codecs.BOM_UTF8: "UTF-8", codecs.BOM_UTF16_LE: "UTF-16", codecs.BOM_UTF16_BE: "UTF-16"}
_DECLARED = re.compile(rb"""^<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")


def parse_document(data: bytes, place: Place, problems: Problems) -> etree._Element | None:
    """The root of a control document, or None with the problem reported."""
    for mark, name in _BOMS.items():
        if data.startswith(mark):
            message = f"it begins with a {name} byte order mark, which some LMSs choke on; save it as UTF-8 without one"
            problems.error("document.byte-order-mark", message, place)
            if name != "UTF-8":
                return None
            data = data[len(mark) :]
    declared = _DECLARED.match(data)
    if declared and declared.group(1).lower() not in (b"utf-8", b"us-ascii"):
        message = f'it is declared as "{declared.group(1).decode()}"; some LMSs read only UTF-8'
        problems.error("document.encoding", message, place)
        return None
    if b"<!DOCTYPE" in data.upper() or b"<!ENTITY" in data.upper():
        problems.error("document.doctype", "it has a DOCTYPE or an entity, which is not opened for safety's sake", place)
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as fault:
        line, column = fault.position
        spot = Place(place.path, place.member, line, column)
        problems.error("document.not-well-formed", f"it is not well-formed XML: {fault.msg}", spot)
        return None
