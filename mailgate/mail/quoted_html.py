"""Quotations that an HTML body marks by its structure, made visible as `>` lines and separators."""

from selectolax.lexbor import LexborHTMLParser, LexborNode

from mailgate.mail.headerblock import opens_mail_block
from mailgate.mail.markup import html_to_text, within_limits
from mailgate.mail.quotation import separator_of

# A whole quotation stands inside the element (Gmail, K-9, Yahoo, Proton, Tuta, Outlook for Mac, Zoho, Nextcloud, the
# new Outlook, Zimbra).
_CONTAINERS = (
    "div.gmail_quote, div.gmail_quote_container, .yahoo_quoted, .protonmail_quote, .tutanota_quote, [id^=OLK_SRC], "
    ".zmail_extra, div.quote, #mail-editor-reference-message-container, [data-marker=__QUOTED_TEXT__]"
)
# The quotation begins at the element and runs to the end of the mail (Outlook on the web and phones, Zimbra, Hotmail).
_STARTS = (
    "#divRplyFwdMsg, #appendonsend, hr#zwchr, [data-marker=__DIVIDER__], hr#stopSpelling, hr[tabindex='-1'], "
    "#ms-outlook-mobile-body-separator-line"
)
_INTROS = ".gmail_attr, .moz-cite-prefix, #reply-intro"  # Gmail, Thunderbird, Roundcube
_SIGNATURES = (
    ".gmail_signature, .gmail_signature_prefix, .moz-signature, #Signature, #ms-outlook-mobile-signature, "
    "[data-signatureblock], #AppleMailSignature, #composer_signature, #ymail_android_signature, #ymail_ios_signature, "
    ".protonmail_signature_block, .tutanota_signature, [data-marker=__SIG_POST__]"
)
_BORDERED = "[style*='border-top']"
MAX_HTML = 1_000_000  # characters; an answer has 2 to 60 KB, a long Outlook thread below it some hundreds
_SEPARATOR = "-----Original Message-----"
_QUOTE = "<blockquote type=cite>…</blockquote>"
_MANY = 100
_MAX_LOOKED_AT = 40  # elements of one kind; clients write one or two, so the rest is somebody's newsletter


def marked_text(html: str) -> str | None:
    """The text of `html` with its quotations as `>` lines or below a separator; None where its structure marks none."""
    tree = LexborHTMLParser(within_limits(html[:MAX_HTML]))
    body = tree.body
    if body is None:
        return None
    marks = (
        _mark_containers(tree, body),
        _mark_start(tree, body),
        _replace(tree, _outermost(body, _INTROS), _QUOTE),
        _replace(tree, _outermost(body, _SIGNATURES), ""),
        _mark_blockquotes(body),
    )
    return html_to_text(tree.html or "") if any(marks) else None


def _outermost(body: LexborNode, selector: str) -> list[LexborNode]:
    """The matches that stand in no other match, in linear time however deep they nest."""
    inner: set[int] = set()
    found: list[LexborNode] = []
    for node in body.css(selector):
        if node.mem_id not in inner:
            found.append(node)
            inner.update(child.mem_id for child in node.css(selector))
    return found


def _replace(tree: LexborHTMLParser, nodes: list[LexborNode], html: str) -> bool:
    """Replaces what the elements hold; beyond the first hundred all the rest of the mail counts as quoted."""
    for node in nodes[:_MANY]:
        node.inner_html = html
    if len(nodes) > _MANY:
        _separate(tree, nodes[_MANY])
    return bool(nodes)


def _mark_containers(tree: LexborHTMLParser, body: LexborNode) -> bool:
    """Empties the containers, except Gmail's where its blockquotes alone are the quotation."""
    found = _outermost(body, _CONTAINERS)
    _replace(tree, [node for node in found if not _answers_between(node)], _QUOTE)
    return bool(found)


def _answers_between(node: LexborNode) -> bool:
    """Whether an answer may stand between the blockquotes of the container: Gmail's, and no forwarded mail."""
    if "gmail_quote" not in (node.attributes.get("class") or ""):
        return False
    if not any(child.tag == "blockquote" for child in node.iter()):
        return False
    first = node.text(deep=True, separator="\n").strip().partition("\n")[0]
    return separator_of(first) is None


def _separate(tree: LexborHTMLParser, node: LexborNode) -> None:
    separator = tree.create_node("div")
    separator.inner_html = _SEPARATOR
    node.insert_before(separator)


def _mark_start(tree: LexborHTMLParser, body: LexborNode) -> bool:
    """Puts a separator before the first element from which on all is quoted."""
    found = body.css_first(_STARTS)
    if found is None:
        bordered = body.css(_BORDERED)[:_MAX_LOOKED_AT]
        found = next((node for node in bordered if _opens_header_block(node)), None)
    if found is None:
        return False
    _separate(tree, found)
    return True


def _opens_header_block(node: LexborNode) -> bool:
    """Outlook for Windows draws a line above `From: … Sent: …` and gives it no other name."""
    return opens_mail_block(node.text(deep=True, separator=" "))


def _mark_blockquotes(body: LexborNode) -> bool:
    """Takes the blockquotes that only indent for the writer's own words; tells whether others are left."""
    left = False
    for node in _outermost(body, "blockquote"):
        if _indents(node):
            node.unwrap()
        else:
            left = True
    return left


def _indents(node: LexborNode) -> bool:
    """Whether the blockquote indents: drawn without a border, or bare, with no intro above and more text below."""
    attributes = node.attributes
    style = (attributes.get("style") or "").replace(" ", "")
    if style:
        return "border:none" in style and attributes.get("type") is None and attributes.get("class") is None
    if attributes:
        return False
    above, below = _text_beside(node, forward=False), _text_beside(node, forward=True)
    return bool(below) and not above.endswith(":")


def _text_beside(node: LexborNode, *, forward: bool) -> str:
    """The nearest text before or after the element, "" where there is none within a few elements."""
    here = node
    for _ in range(_MAX_LOOKED_AT):
        beside = here.next if forward else here.prev
        if beside is None:
            if here.parent is None or here.tag == "body":
                return ""
            here = here.parent
            continue
        text = beside.text(deep=True).strip()
        if text:
            return text
        here = beside
    return ""
