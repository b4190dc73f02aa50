//! The answers of the server for health checks and metrics.

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, HeaderValue};
use hyper::{Method, Request, Response, StatusCode};

use crate::app::health_probe::HealthProbe;
use crate::app::metrics::Metrics;

/// The type of Prometheus' text format.
const METRICS: &str = "text/plain; version=0.0.4; charset=utf-8";
const TEXT: &str = "text/plain; charset=utf-8";

/// The answers of the server.
pub(in crate::app) struct Site {
    pub(in crate::app) probe: HealthProbe,
    pub(in crate::app) metrics: Metrics,
}

impl Site {
    /// Answers a request. Its body is not read.
    pub(super) async fn answer(&self, request: &Request<Incoming>) -> Response<Full<Bytes>> {
        let is_path = matches!(request.uri().path(), "/healthz" | "/readyz" | "/metrics");
        if is_path && !matches!(*request.method(), Method::GET | Method::HEAD) {
            let mut refused =
                response(StatusCode::METHOD_NOT_ALLOWED, TEXT, "only GET and HEAD\n".to_owned());
            refused.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
            return refused;
        }
        match request.uri().path() {
            "/healthz" => response(StatusCode::OK, TEXT, "ok\n".to_owned()),
            "/readyz" => self.readiness().await,
            "/metrics" => {
                response(StatusCode::OK, METRICS, self.metrics.text(self.probe.check().await).await)
            }
            _ => response(StatusCode::NOT_FOUND, TEXT, "/healthz, /readyz or /metrics\n".to_owned()),
        }
    }

    /// Answers whether the bot sells, with one word for each cause if it does not.
    async fn readiness(&self) -> Response<Full<Bytes>> {
        let causes: Vec<&'static str> = self.probe.check().await.causes().map(Into::into).collect();
        match causes.join(" ") {
            none if none.is_empty() => response(StatusCode::OK, TEXT, "ok\n".to_owned()),
            causes => response(StatusCode::SERVICE_UNAVAILABLE, TEXT, format!("{causes}\n")),
        }
    }
}

fn response(status: StatusCode, content_type: &'static str, text: String) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from(text)));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
