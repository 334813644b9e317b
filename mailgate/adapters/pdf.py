"""HTML becomes a PDF by WeasyPrint; nothing is fetched: styles and pictures stand in the page itself."""

from mailgate.domain.errors import TemplateError


def pdf_of(html: str) -> bytes:
    """The pages of an HTML document as PDF, its form fields fillable; TemplateError where it refers to anything outside
    itself but `data:`.
    """
    # Imported here: WeasyPrint and the fonts behind it take half a second, and most processes never print.
    from weasyprint import HTML
    from weasyprint.urls import FatalURLFetchingError, URLFetcher

    # `data:` alone, so that no template reaches a file or a server.
    fetcher = URLFetcher(allowed_protocols=("data",), fail_on_errors=True)
    try:
        return bytes(HTML(string=html, url_fetcher=fetcher).write_pdf(pdf_forms=True))
    except FatalURLFetchingError as error:
        raise TemplateError(f"naskah merujuk ke luar dirinya ({error}); hanya data: yang dibuka") from error
