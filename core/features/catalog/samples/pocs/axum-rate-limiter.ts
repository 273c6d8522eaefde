import type { Sample } from "#core/features/catalog/samples/sample.ts";

/** Rust with Axum: a workspace of two crates, which are one POC. */
export const axumRateLimiter: Sample = {
  folder: "axum-rate-limiter",
  steps: [
    {
      at: "2025-03-08T10:15Z",
      says: "A token bucket that knows no clock",
      readme: `# A rate limiter for Axum

Lets each address make ten requests at once and two a second after that, and tells the others when to come back: a token
bucket as a crate of its own, and a middleware of Axum around it.
`,
      files: {
        "Cargo.toml": `[workspace]
resolver = "2"
members = ["bucket"]
`,
        "bucket/Cargo.toml": `[package]
name = "bucket"
version = "0.1.0"
edition = "2021"
rust-version = "1.84"
`,
        "bucket/src/lib.rs": `//! A token bucket that knows no clock, no lock and no thread: whoever asks says what time it is.

use std::time::{Duration, Instant};

pub struct Bucket {
    size: f64,
    per_second: f64,
    tokens: f64,
    at: Instant,
}

impl Bucket {
    /// A full bucket of \`size\` tokens, which fills up again by \`per_second\`.
    pub fn new(size: u32, per_second: f64, now: Instant) -> Self {
        Self { size: f64::from(size), per_second, tokens: f64::from(size), at: now }
    }

    /// Takes a token, or says how long to wait for one.
    pub fn take(&mut self, now: Instant) -> Result<(), Duration> {
        let passed = now.saturating_duration_since(self.at).as_secs_f64();
        self.tokens = (self.tokens + passed * self.per_second).min(self.size);
        self.at = now;
        if self.tokens >= 1.0 {
            self.tokens -= 1.0;
            return Ok(());
        }
        Err(Duration::from_secs_f64((1.0 - self.tokens) / self.per_second))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_is_let_through_and_then_the_rate() {
        let start = Instant::now();
        let mut bucket = Bucket::new(3, 2.0, start);
        for _ in 0..3 {
            assert!(bucket.take(start).is_ok());
        }
        assert_eq!(bucket.take(start), Err(Duration::from_millis(500)));
        assert!(bucket.take(start + Duration::from_millis(500)).is_ok());
    }

    #[test]
    fn a_long_rest_fills_it_no_higher_than_its_size() {
        let start = Instant::now();
        let mut bucket = Bucket::new(2, 1.0, start);
        let later = start + Duration::from_secs(3600);
        assert!(bucket.take(later).is_ok());
        assert!(bucket.take(later).is_ok());
        assert!(bucket.take(later).is_err());
    }
}
`,
      },
    },
    {
      at: "2025-03-08T18:40Z",
      says: "A middleware around it",
      readme: `
## Run it

\`\`\`sh
cargo test
cargo run -p server
for i in $(seq 12); do curl -s -o /dev/null -w '%{http_code} ' localhost:3000; done
\`\`\`

Ten times 200, then 429 with a \`Retry-After\`.
`,
      files: {
        "Cargo.toml": `[workspace]
resolver = "2"
members = ["bucket", "server"]
`,
        "server/Cargo.toml": `[package]
name = "server"
version = "0.1.0"
edition = "2021"
rust-version = "1.84"

[dependencies]
axum = "0.8.1"
bucket = { path = "../bucket" }
tokio = { version = "1.43", features = ["macros", "net", "rt-multi-thread"] }
`,
        "server/src/main.rs": `use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::Instant;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::{header::RETRY_AFTER, StatusCode};
use axum::middleware::{from_fn_with_state, Next};
use axum::response::{IntoResponse, Response};
use axum::{routing::get, Router};
use bucket::Bucket;

/// A bucket for each address. Never held across an await, so the standard mutex will do.
type Buckets = Arc<Mutex<HashMap<IpAddr, Bucket>>>;

async fn limit(
    State(buckets): State<Buckets>,
    ConnectInfo(client): ConnectInfo<SocketAddr>,
    request: Request,
    next: Next,
) -> Response {
    let now = Instant::now();
    let taken = buckets
        .lock()
        .unwrap()
        .entry(client.ip())
        .or_insert_with(|| Bucket::new(10, 2.0, now))
        .take(now);
    match taken {
        Ok(()) => next.run(request).await,
        Err(wait) => {
            let seconds = wait.as_secs_f64().ceil().to_string();
            (StatusCode::TOO_MANY_REQUESTS, [(RETRY_AFTER, seconds)]).into_response()
        }
    }
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let buckets = Buckets::default();
    let app = Router::new()
        .route("/", get(|| async { "hello\\n" }))
        .layer(from_fn_with_state(buckets, limit));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    axum::serve(listener, app.into_make_service_with_connect_info::<SocketAddr>()).await
}
`,
      },
    },
    {
      at: "2025-03-15T11:00Z",
      says: "Note what a clock as an argument is worth",
      readme: `
## What came out

- The bucket is told what time it is. Its tests need no sleep and no double: they say "an hour later".
- A mutex of the standard library is right here: it is never held across an \`await\`.
`,
    },
    {
      at: "2025-03-15T16:20Z",
      says: "Note what is missing",
      readme: `- Behind a proxy every request comes from the proxy. Then the address has to come from a header, and only when that
  proxy is one's own.
`,
    },
    {
      at: "2025-06-28T09:35Z",
      says: "Note that the table only grows",
      readme: `- The table of buckets only grows. A bucket that has been full for a while can go: a new one would be the same.
`,
    },
  ],
};
