//! One connection to the server: a request goes out in one piece, and its answer is read by whoever
//! waits for it. HTTP/1.1, one request at a time.

use std::ops::Range;
use std::pin::Pin;
use std::task::{Context, Waker};

use httparse::{EMPTY_HEADER, Response, Status, parse_chunk_size};
use hyper_rustls::MaybeHttpsStream;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWriteExt as _, ReadBuf};
use tokio::net::TcpStream;

/// A connection, in the clear or under TLS.
pub(super) type Stream = MaybeHttpsStream<TokioIo<TcpStream>>;

/// No server says so much before an answer, in lines and in bytes.
const HEADERS: usize = 64;
const HEAD_MAX: usize = 64 << 10;
/// So much is read at once, and so much room is kept from one answer to the next.
const ROOM: usize = 4 << 10;
const KEPT: usize = 16 << 10;

/// An open connection with no request under way.
pub(super) struct Line {
    /// A kilobyte, because it may be under TLS: not to be moved about.
    stream: Box<TokioIo<Stream>>,
    /// What was read of the answer.
    read: Vec<u8>,
}

/// The connection broke.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Broke {
    /// Nothing of the request has gone out.
    pub unsent: bool,
}

/// An answer of which everything was read.
pub(super) struct Answer<'a> {
    pub status: u16,
    pub body: &'a [u8],
    /// The connection can be used again.
    pub keeps: bool,
}

/// What stands before the body.
#[derive(Debug, PartialEq, Eq)]
struct Head {
    status: u16,
    size: usize,
    length: Length,
    keeps: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Length {
    Bytes(usize),
    Chunks,
    UntilClosed,
}

/// The server does not speak HTTP/1, or the connection is at its end.
struct Lost;

impl From<std::io::Error> for Lost {
    fn from(_: std::io::Error) -> Self {
        Lost
    }
}

impl Line {
    pub(super) fn new(stream: Stream) -> Self {
        Line { stream: Box::new(TokioIo::new(stream)), read: Vec::new() }
    }

    /// Whether it is as it was left: a server that has closed it, or talks unasked, is not.
    pub(super) fn is_quiet(&mut self) -> bool {
        let (mut byte, mut context) = ([0], Context::from_waker(Waker::noop()));
        let mut byte = ReadBuf::new(&mut byte);
        Pin::new(&mut self.stream).poll_read(&mut context, &mut byte).is_pending()
    }

    /// Sends a request and reads the answer. After an error, or where this future is dropped, the
    /// connection is of no use any more.
    pub(super) async fn ask(&mut self, request: &[u8]) -> Result<Answer<'_>, Broke> {
        let sent = match self.stream.write(request).await {
            Ok(0) | Err(_) => return Err(Broke { unsent: true }),
            Ok(sent) => request.get(sent..).unwrap_or_default(),
        };
        match self.converse(sent).await {
            Ok((status, body, keeps)) => {
                Ok(Answer { status, body: self.read.get(body).unwrap_or_default(), keeps })
            }
            Err(Lost) => Err(Broke { unsent: false }),
        }
    }

    /// Sends the rest of a request, and reads the answer: its status, where its body is, and whether
    /// the connection can be used again.
    async fn converse(&mut self, rest: &[u8]) -> Result<(u16, Range<usize>, bool), Lost> {
        self.stream.write_all(rest).await?;
        self.stream.flush().await?;
        self.read.clear();
        self.read.shrink_to(KEPT);
        let Head { status, size, length, keeps } = self.head().await?;
        let (body, end) = match length {
            Length::Bytes(length) => {
                let end = size.checked_add(length).ok_or(Lost)?;
                while self.read.len() < end {
                    self.more().await?;
                }
                (size..end, end)
            }
            Length::Chunks => self.chunks(size).await?,
            Length::UntilClosed => {
                while self.stream.read_buf(&mut self.read).await? > 0 {}
                (size..self.read.len(), self.read.len())
            }
        };
        Ok((status, body, keeps && end == self.read.len()))
    }

    /// Reads at least a byte more.
    async fn more(&mut self) -> Result<(), Lost> {
        self.read.reserve(ROOM);
        if self.stream.read_buf(&mut self.read).await? == 0 { Err(Lost) } else { Ok(()) }
    }

    async fn head(&mut self) -> Result<Head, Lost> {
        loop {
            self.more().await?;
            while let Some(head) = head(&self.read)? {
                if !(100..200).contains(&head.status) {
                    return Ok(head);
                }
                // The answer itself comes later.
                self.read.drain(..head.size);
            }
            if self.read.len() > HEAD_MAX {
                return Err(Lost);
            }
        }
    }

    /// Reads a body that comes in chunks, and puts them together where the first began; gives the
    /// body, and where the last chunk ends.
    async fn chunks(&mut self, start: usize) -> Result<(Range<usize>, usize), Lost> {
        let (mut at, mut end) = (start, start);
        loop {
            let size = loop {
                match parse_chunk_size(self.read.get(at..).unwrap_or_default()) {
                    Ok(Status::Complete((line, size))) => {
                        at += line;
                        break usize::try_from(size).map_err(|_| Lost)?;
                    }
                    Ok(Status::Partial) => self.more().await?,
                    Err(_) => return Err(Lost),
                }
            };
            if size == 0 {
                break;
            }
            let next = at.checked_add(size).and_then(|end| end.checked_add(2)).ok_or(Lost)?;
            while self.read.len() < next {
                self.more().await?;
            }
            self.read.copy_within(at..at + size, end);
            (at, end) = (next, end + size);
        }
        // What may stand after the last chunk, up to an empty line.
        loop {
            let rest = self.read.get(at..).unwrap_or_default();
            match rest.iter().position(|byte| *byte == b'\n') {
                Some(line) => {
                    at += line + 1;
                    if line <= 1 {
                        return Ok((start..end, at));
                    }
                }
                None if rest.len() > HEAD_MAX => return Err(Lost),
                None => self.more().await?,
            }
        }
    }
}

/// The head of an answer; none: there has to come more of it.
fn head(read: &[u8]) -> Result<Option<Head>, Lost> {
    let mut headers = [EMPTY_HEADER; HEADERS];
    let mut response = Response::new(&mut headers);
    let Status::Complete(size) = response.parse(read).map_err(|_| Lost)? else { return Ok(None) };
    let status = response.code.ok_or(Lost)?;
    let mut length = None;
    let mut keeps = response.version == Some(1);
    for header in response.headers {
        let value = str::from_utf8(header.value).unwrap_or_default().trim();
        if header.name.eq_ignore_ascii_case("content-length") && length != Some(Length::Chunks) {
            let bytes = Length::Bytes(value.parse().map_err(|_| Lost)?);
            if length.is_some_and(|other| other != bytes) {
                return Err(Lost);
            }
            length = Some(bytes);
        } else if header.name.eq_ignore_ascii_case("transfer-encoding") {
            length = Some(Length::Chunks);
        } else if header.name.eq_ignore_ascii_case("connection") {
            keeps &= !value.to_ascii_lowercase().contains("close");
        }
    }
    let length = match status {
        100..200 | 204 | 304 => Length::Bytes(0),
        _ => length.unwrap_or(Length::UntilClosed),
    };
    Ok(Some(Head { status, size, length, keeps: keeps && length != Length::UntilClosed }))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use hyper_rustls::HttpsConnectorBuilder;
    use tokio::net::TcpListener;
    use tokio_rustls::{TlsAcceptor, rustls};
    use tower_service::Service as _;

    use super::*;

    /// What a connection reads of these pieces, one after another; none: it breaks.
    async fn read(pieces: &[&str]) -> Option<(u16, String, bool)> {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let stream = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        let (mut server, _) = listener.accept().await.unwrap();
        server.set_nodelay(true).unwrap();
        let mut line = Line::new(MaybeHttpsStream::Http(TokioIo::new(stream)));
        assert!(line.is_quiet());
        let pieces: Vec<String> = pieces.iter().map(|piece| (*piece).to_owned()).collect();
        let server = tokio::spawn(async move {
            let mut asked = [0; 3];
            server.read_exact(&mut asked).await.unwrap();
            assert_eq!(&asked, b"ask");
            for piece in pieces {
                server.write_all(piece.as_bytes()).await.unwrap();
                tokio::task::yield_now().await;
            }
        });
        let read = match line.ask(b"ask").await {
            Ok(Answer { status, body, keeps }) => {
                Some((status, String::from_utf8(body.to_vec()).unwrap(), keeps))
            }
            Err(Broke { unsent }) => {
                assert!(!unsent);
                None
            }
        };
        server.await.unwrap();
        read
    }

    fn ok(body: &str, keeps: bool) -> Option<(u16, String, bool)> {
        Some((200, body.to_owned(), keeps))
    }

    #[tokio::test]
    async fn an_answer_is_read_however_it_is_cut() {
        let whole = "HTTP/1.1 200 OK\r\nServer: x\r\ncontent-length: 5\r\n\r\n12345";
        assert_eq!(read(&[whole]).await, ok("12345", true));
        let letters: Vec<String> = whole.chars().map(String::from).collect();
        let letters: Vec<&str> = letters.iter().map(String::as_str).collect();
        assert_eq!(read(&letters).await, ok("12345", true));
        let early = ["HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 P\r\n\r\n", whole].concat();
        assert_eq!(read(&[&early]).await, ok("12345", true));
        let none = "HTTP/1.1 204 No Content\r\n\r\n";
        assert_eq!(read(&[none]).await, Some((204, String::new(), true)));
    }

    #[tokio::test]
    async fn chunks_are_put_together() {
        let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        let chunks = "3\r\n123\r\nb;x=y\r\n45678901234\r\n0\r\n";
        let whole = [head, chunks, "\r\n"].concat();
        assert_eq!(read(&[&whole]).await, ok("12345678901234", true));
        let letters: Vec<String> = whole.chars().map(String::from).collect();
        let letters: Vec<&str> = letters.iter().map(String::as_str).collect();
        assert_eq!(read(&letters).await, ok("12345678901234", true));
        let trailed = [head, chunks, "More: 1\r\nAnd: 2\r\n\r\n"].concat();
        assert_eq!(read(&[&trailed]).await, ok("12345678901234", true));
        assert_eq!(read(&[head, "x\r\n"]).await, None);
        assert_eq!(read(&[head, chunks]).await, None, "the end is missing");
        assert_eq!(read(&[head, "ffffffffffffffff\r\n"]).await, None);
    }

    #[tokio::test]
    async fn what_cannot_be_used_again_is_known() {
        let head = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n";
        assert_eq!(read(&[head, "Connection: Close\r\n\r\nok"]).await, ok("ok", false));
        assert_eq!(
            read(&[head, "\r\nok", "more"]).await.map(|(_, body, _)| body),
            Some("ok".into())
        );
        let old = "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok";
        assert_eq!(read(&[old]).await, ok("ok", false));
        assert_eq!(read(&["HTTP/1.1 200 OK\r\n\r\nok", "!"]).await, ok("ok!", false));
    }

    #[tokio::test]
    async fn what_is_no_answer_breaks_the_connection() {
        for wrong in [
            "",
            "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort",
            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nok",
            "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nok",
            "HTTP/1.1 200 OK\r\nContent-Length: 18446744073709551615\r\n\r\nok",
            "SSH-2.0-OpenSSH\r\n\r\n",
            "HTTP/1.1 100 Continue\r\n\r\n",
        ] {
            assert_eq!(read(&[wrong]).await, None, "{wrong}");
        }
    }

    #[tokio::test]
    async fn a_server_that_has_gone_is_noticed() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let stream = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        let (server, _) = listener.accept().await.unwrap();
        let mut line = Line::new(MaybeHttpsStream::Http(TokioIo::new(stream)));
        assert!(line.is_quiet());
        drop(server);
        while line.is_quiet() {
            tokio::task::yield_now().await;
        }
    }

    /// The server's side of a conversation under TLS: two answers, the second in chunks.
    async fn serve_under_tls(listener: TcpListener, tls: rustls::ServerConfig) {
        let (stream, _) = listener.accept().await.unwrap();
        let mut stream = TlsAcceptor::from(Arc::new(tls)).accept(stream).await.unwrap();
        let long = "x".repeat(40_000);
        for answer in [
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".to_owned(),
            format!(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9c40\r\n{long}\r\n0\r\n\r\n"
            ),
        ] {
            let mut asked = vec![0; ASKED];
            stream.read_exact(&mut asked).await.unwrap();
            assert!(asked.iter().all(|byte| *byte == b'?'));
            stream.write_all(answer.as_bytes()).await.unwrap();
        }
        stream.shutdown().await.unwrap();
    }

    /// Longer than what TLS sends at once.
    const ASKED: usize = 100_000;

    #[tokio::test]
    async fn it_is_the_same_under_tls() {
        let ring = Arc::new(rustls::crypto::ring::default_provider());
        let certificate = &include_bytes!("../../tests/fixtures/tls/certificate.der")[..];
        let key = &include_bytes!("../../tests/fixtures/tls/key.der")[..];
        for version in [&rustls::version::TLS13, &rustls::version::TLS12] {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let port = listener.local_addr().unwrap().port();
            let tls = rustls::ServerConfig::builder_with_provider(ring.clone());
            let tls = tls.with_protocol_versions(&[version]).unwrap().with_no_client_auth();
            let (chain, key) = (vec![certificate.into()], key.try_into().unwrap());
            let server =
                tokio::spawn(serve_under_tls(listener, tls.with_single_cert(chain, key).unwrap()));

            let mut roots = rustls::RootCertStore::empty();
            roots.add(certificate.into()).unwrap();
            let tls = rustls::ClientConfig::builder_with_provider(ring.clone());
            let tls = tls.with_safe_default_protocol_versions().unwrap();
            let tls = tls.with_root_certificates(roots).with_no_client_auth();
            let connector = HttpsConnectorBuilder::new().with_tls_config(tls).https_only();
            let address = format!("https://localhost:{port}").parse().unwrap();
            let stream = connector.enable_http1().build().call(address).await.unwrap();

            let mut line = Line::new(stream);
            for body in ["ok".to_owned(), "x".repeat(40_000)] {
                // What the server says of its own about the session is no answer.
                assert!(line.is_quiet());
                let Ok(answer) = line.ask(&[b'?'; ASKED]).await else { panic!("it broke") };
                assert_eq!((answer.status, answer.keeps), (200, true));
                assert!(answer.body == body.as_bytes());
            }
            server.await.unwrap();
            while line.is_quiet() {
                tokio::task::yield_now().await;
            }
        }
    }
}
