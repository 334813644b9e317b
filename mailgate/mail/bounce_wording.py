"""How mail servers write a bounce: codes, the names of failed recipients, and what they say of an address."""

import re

_ADDRESS = r"([^\s<>()\[\]\"',;:]{1,64}@[A-Za-z0-9._-]{1,255})"

STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
REPLY_CODE = re.compile(r"(?<![\d.])([45])\d\d[ -]")
MAILBOX = re.compile(_ADDRESS)

# Where the copy of the returned mail begins in a bounce without MIME parts (exim, qmail, Gmail, Yahoo, Notes).
COPY = re.compile(
    r"^(?:-{2,} ?(?:this is a copy of|below this line is a copy|original message|returned message|the header of)"
    r"|=+ ?(?:this is a copy|original)"
    r"|-{3,} ?(?:unsent|undelivered) message"
    r"|(?:return-path|received|x-originating-ip|dkim-signature) ?:"
    r"|message header follows|message headers follow|copy of the original message)",
    re.IGNORECASE | re.MULTILINE,
)

# How they name a failed recipient in plain text, most telling first; the last takes any address.
NAMED = tuple(
    re.compile(pattern, re.IGNORECASE | re.MULTILINE)
    for pattern in (
        rf"^[ \t]*(?:recipient|rcpt to|final-recipient|target mail address)[ \t]?:[^\n@]{{0,60}}?<?{_ADDRESS}",
        rf"^[ \t*'\"]{{0,12}}<?{_ADDRESS}>?['\"]?[ \t]*(?:\(|:|on |\.\.\.|$)",
        rf"rcpt to: ?<{_ADDRESS}>",
        rf"(?:recipients?|(?:message|mail|delivered) to|address(?:es)?|errors|attempts):?[ \t]{{1,3}}<?{_ADDRESS}",
        rf"\b[45]\d\d(?: [45]\.\d\.\d{{1,2}})? <{_ADDRESS}>",
        rf"<{_ADDRESS}>\.\.\. ",
        rf"^[ \t]*<?{_ADDRESS}>? ",
        rf"\"(?:emailAddress|destination)\":\[?\"{_ADDRESS}\"",  # Amazon SES, as JSON
        _ADDRESS,
    )
)

# The address itself is no good (RFC 3463: 5.1.x bad address, 5.4.4 no route). A full or disabled mailbox (5.2.x: "the
# mailbox exists, but …"), a bad sender (5.1.7, 5.1.8) or a policy (5.7.x) is not the fault of the address.
DEAD_STATUS = re.compile(r"5\.1\.(?:0|1|2|3|4|6|10)\Z|5\.4\.4\Z")
ALIVE_STATUS = re.compile(r"5\.2\.(?!1\Z)|5\.1\.[78]\Z|5\.7\.")
DEAD_WORDS = re.compile(
    r"user ?unknown|unknown (?:user|recipient|address|local part|mailbox|host)|unknown to address|bad destination"
    r"|no such (?:user|recipient|mailbox|address|person|domain)|no mailbox here|relaying address unknown"
    r"|invalid (?:recipient|mailbox|user|address)|recipient name is not recognized"
    r"|(?:recipient|user|mailbox|address|account)[^\n]{0,40}? (?:not found|unknown|invalid|is not valid)"
    r"|do(?:es)? not exist|doesn't exist|did not exist|doesn't have an? \S{0,40} ?account|not listed in"
    r"|address (?:couldn't be|not) found|address rejected(?:: access denied|\.?$)|has (?:been )?moved"
    r"|(?:host|domain)(?: name)? (?:unknown|not found)|unrout(?:e)?able|nxdomain|dns error|no mx record|no smtp service"
    r"|name or service not known|tidak (?:ditemukan|dikenal|terdaftar|ada)",
    re.IGNORECASE | re.MULTILINE,
)
ALIVE_WORDS = re.compile(
    r"quota|mailbox (?:is )?full|full mailbox|insufficient (?:storage|disk)|penuh|too (?:large|big)|exceeds? "
    r"|spam|block(?:ed|list)|blacklist|policy|reputation|relay|rejected due|sender rejected|suspended"
    r"|timed? ?out|try again|temporar|delayed|still being retried",
    re.IGNORECASE,
)
