"""Opens the studio as a browser does, over Streamlit's own protocol, to measure when a page is usable."""

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

_PATIENCE_S = 60


def open_page(port: int, page: str = "") -> int:
    """Open one page on this machine and return the number of messages it took until its script had run.

    Raises RuntimeError if the script failed, TimeoutError if it did not end."""
    request = BackMsg()
    request.rerun_script.query_string = ""
    request.rerun_script.page_name = page
    url = f"ws://127.0.0.1:{port}/_stcore/stream"
    with connect(url, subprotocols=["streamlit"], max_size=None) as socket:  # type: ignore[list-item]
        socket.send(request.SerializeToString())
        messages = 0
        while True:
            message = ForwardMsg.FromString(socket.recv(_PATIENCE_S, decode=False))
            messages += 1
            kind = message.WhichOneof("type")
            if kind == "delta" and message.delta.new_element.WhichOneof("type") == "exception":
                raise RuntimeError(message.delta.new_element.exception.message)
            if kind == "script_finished":
                return messages
