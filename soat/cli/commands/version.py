"""`soat version`."""

import soat


def version() -> None:
    """Say which version this is · Phiên bản đang dùng."""
    print(f"soat {soat.__version__}")
