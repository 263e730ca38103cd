"""The lock that lets one writer at a time change a library, across threads and processes."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import LibraryBusyError

LOCK_NAME = "writer.lock"


class WriterLock:
    """Held by whoever changes the library; the operating system frees it when its process dies."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._threads = threading.Lock()  # FileLock alone lets the threads of one process in together
        self._processes = FileLock(folder / LOCK_NAME, thread_local=False)

    @contextmanager
    def hold(self, timeout_s: float) -> Iterator[None]:
        """Wait for the lock and hold it for the block.

        Raises:
            LibraryBusyError: it was not free within the time.
        """
        if not self._acquire(timeout_s):
            raise LibraryBusyError(
                f"another process is writing to the library in {self._folder}: it was still busy after "
                f"{timeout_s:g} s, try again when it is done"
            )
        try:
            yield
        finally:
            self._release()

    @contextmanager
    def hold_if_free(self) -> Iterator[bool]:
        """Hold the lock for the block if nobody has it; the value says whether it is held."""
        held = self._acquire(0)
        try:
            yield held
        finally:
            if held:
                self._release()

    def _acquire(self, timeout_s: float) -> bool:
        deadline = time.monotonic() + timeout_s
        if not self._threads.acquire(timeout=timeout_s):
            return False
        try:
            self._processes.acquire(timeout=max(0.0, deadline - time.monotonic()))
        except Timeout:
            self._threads.release()
            return False
        except BaseException:
            self._threads.release()
            raise
        return True

    def _release(self) -> None:
        self._processes.release()
        self._threads.release()
