//! The peer of B5: nginx serves the same bytes from a file (Debian's package nginx-light). Started here on a free port, and gone
//! with the measurement.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context as _;
use tokio::process::{Child, Command};

/// A running nginx; it ends when this is dropped.
pub(super) struct Nginx {
    _process: Child,
    folder: PathBuf,
    /// The address of the file.
    pub(super) url: String,
}

impl Nginx {
    /// Serves these bytes.
    ///
    /// # Errors
    /// When nginx is missing or does not answer within some seconds.
    pub(super) async fn serve(bytes: &[u8]) -> anyhow::Result<Self> {
        let folder = std::env::temp_dir().join(format!("vitrine-bench-nginx-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        std::fs::write(folder.join("answer.json"), bytes)?;
        let port = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        std::fs::write(folder.join("nginx.conf"), configuration(&folder, port))?;
        let process = Command::new(program())
            .arg("-p")
            .arg(&folder)
            .arg("-c")
            .arg(folder.join("nginx.conf"))
            .arg("-e")
            .arg(folder.join("error.log"))
            .kill_on_drop(true)
            .spawn()
            .context("nginx is missing: run make bench, which installs it")?;
        let nginx = Self {
            _process: process,
            folder,
            url: format!("http://127.0.0.1:{port}/answer.json"),
        };
        for _ in 0..100 {
            if let Ok(answer) = reqwest::get(&nginx.url).await {
                let served = answer.error_for_status()?.bytes().await?;
                anyhow::ensure!(served.as_ref() == bytes, "nginx serves something else");
                return Ok(nginx);
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        anyhow::bail!("nginx does not answer")
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // Its workers end only with a first process that was asked to stop. What stays in spite of that is waste, and a port.
        let _ = std::process::Command::new(program())
            .arg("-p")
            .arg(&self.folder)
            .arg("-c")
            .arg(self.folder.join("nginx.conf"))
            .args(["-s", "stop"])
            .status();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Debian keeps it where only root looks.
fn program() -> &'static str {
    let debian = "/usr/sbin/nginx";
    if Path::new(debian).exists() { debian } else { "nginx" }
}

/// As many workers as the machine has cores: what people run.
fn configuration(folder: &Path, port: u16) -> String {
    let at = folder.display();
    format!(
        "daemon off;\nworker_processes auto;\npid {at}/nginx.pid;\n\
         events {{ worker_connections 1024; }}\n\
         http {{\n  access_log off;\n  sendfile on;\n  keepalive_requests 1000000000;\n  default_type application/json;\n\
         \x20 client_body_temp_path {at}/body;\n  proxy_temp_path {at}/proxy;\n  fastcgi_temp_path {at}/fastcgi;\n\
         \x20 uwsgi_temp_path {at}/uwsgi;\n  scgi_temp_path {at}/scgi;\n\
         \x20 server {{ listen 127.0.0.1:{port}; root {at}; }}\n}}\n"
    )
}
