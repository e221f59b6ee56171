"""A file that is too large is let go of while it comes in: it fills neither memory nor disk."""

from django.core.files.uploadhandler import FileUploadHandler, SkipFile

from soat.casework.workbook_guard import MOST_BYTES


class LimitedUpload(FileUploadHandler):
    """Stands before Django's own handlers; the page finds `upload_too_large` on its request."""

    def new_file(self, *args: object, **options: object) -> None:
        super().new_file(*args, **options)  # type: ignore[arg-type]
        self._bytes = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self._bytes += len(raw_data)
        if self._bytes > MOST_BYTES:
            if self.request is not None:
                self.request.upload_too_large = True  # type: ignore[attr-defined]
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
