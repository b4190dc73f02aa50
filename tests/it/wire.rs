//! A TCP connection between the program and a local service that a test can cut and mend.

use std::net::SocketAddr;

use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

/// A forwarder to a service.
pub struct Wire {
    address: SocketAddr,
    service: String,
    forwarding: Option<JoinHandle<()>>,
}

impl Wire {
    /// Forwards a port of this machine to the service at this URL.
    pub async fn to(url: &str) -> Self {
        let service = url.split("://").last().unwrap().trim_end_matches('/').to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        Self { address, forwarding: Some(tokio::spawn(forward(listener, service.clone()))), service }
    }

    /// Returns the address with a scheme.
    pub fn url(&self, scheme: &str) -> String {
        format!("{scheme}://{}", self.address)
    }

    /// Closes every connection and refuses further ones.
    pub async fn cut(&mut self) {
        let forwarding = self.forwarding.take().unwrap();
        forwarding.abort();
        drop(forwarding.await);
    }

    /// Accepts connections again.
    pub async fn mend(&mut self) {
        let listener = TcpListener::bind(self.address).await.unwrap();
        self.forwarding = Some(tokio::spawn(forward(listener, self.service.clone())));
    }
}

async fn forward(listener: TcpListener, service: String) {
    let mut connections = JoinSet::new();
    loop {
        let (mut near, _) = listener.accept().await.unwrap();
        let service = service.clone();
        connections.spawn(async move {
            let mut far = TcpStream::connect(service).await.unwrap();
            drop(copy_bidirectional(&mut near, &mut far).await);
        });
    }
}
