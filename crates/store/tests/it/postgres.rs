//! A real PostgreSQL for the contract: the one of `VITRINE_TEST_POSTGRES`, or a temporary server that lives as long as the test.

use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use sqlx::{AssertSqlSafe, Connection, PgConnection};
use tempfile::TempDir;

/// A server on which each case gets a database of its own.
pub(crate) struct Server {
    /// Without a database's name: `postgres://user@host:port`.
    base: String,
    own: Option<Own>,
    /// Databases of a server that is not ours are dropped again.
    made: std::sync::Mutex<Vec<String>>,
}

struct Own {
    process: Child,
    _folder: TempDir,
}

static COUNT: AtomicU32 = AtomicU32::new(0);

impl Server {
    pub(crate) async fn start() -> Self {
        let (base, own) = match std::env::var("VITRINE_TEST_POSTGRES") {
            Ok(url) => (url.trim_end_matches('/').to_owned(), None),
            Err(_) => start_own(),
        };
        let mut server = Self {
            base,
            own,
            made: std::sync::Mutex::default(),
        };
        server.wait().await;
        server
    }

    /// However long its start takes: only a server that ended is given up.
    async fn wait(&mut self) {
        let url = format!("{}/postgres", self.base);
        while let Err(error) = PgConnection::connect(&url).await {
            let ended = match &mut self.own {
                Some(own) => own.process.try_wait().unwrap().is_some(),
                None => true,
            };
            assert!(!ended, "the PostgreSQL for the tests does not answer: {error}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// An empty database; its URL.
    pub(crate) async fn database(&self) -> String {
        let name = format!(
            "vitrine_it_{}_{}",
            std::process::id(),
            COUNT.fetch_add(1, Ordering::Relaxed)
        );
        self.administer(format!("CREATE DATABASE {name}")).await;
        self.made.lock().unwrap().push(name.clone());
        format!("{}/{name}", self.base)
    }

    /// Leaves a foreign server as it was.
    pub(crate) async fn finish(&self) {
        if self.own.is_none() {
            let made = std::mem::take(&mut *self.made.lock().unwrap());
            for name in made {
                self.administer(format!("DROP DATABASE {name} WITH (FORCE)")).await;
            }
        }
    }

    async fn administer(&self, text: String) {
        let mut connection = PgConnection::connect(&format!("{}/postgres", self.base)).await.unwrap();
        sqlx::raw_sql(AssertSqlSafe(text))
            .execute(&mut connection)
            .await
            .unwrap();
    }
}

impl Drop for Own {
    fn drop(&mut self) {
        // QUIT ends the server at once together with its children, and frees what it holds in the system.
        let stopped = Command::new("kill")
            .args(["-QUIT", &self.process.id().to_string()])
            .status();
        if !stopped.is_ok_and(|status| status.success()) {
            let _ = self.process.kill();
        }
        let _ = self.process.wait();
    }
}

fn start_own() -> (String, Option<Own>) {
    let programs = programs();
    let folder = tempfile::Builder::new().prefix("vitrine-postgres-").tempdir().unwrap();
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o777)).unwrap();
    let data = folder.path().join("data");
    let made = as_unprivileged(folder.path(), &programs.join("initdb"))
        .args([
            "--auth=trust",
            "--username=postgres",
            "--no-sync",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--pgdata",
        ])
        .arg(&data)
        .stdout(Stdio::null())
        .status();
    assert!(made.expect("initdb starts").success(), "initdb works");
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let process = as_unprivileged(folder.path(), &programs.join("postgres"))
        .arg("-D")
        .arg(&data)
        .args(["-p", &port.to_string()])
        .args([
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "unix_socket_directories=",
            "-c",
            "fsync=off",
        ])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("postgres starts");
    let own = Own {
        process,
        _folder: folder,
    };
    (format!("postgres://postgres@127.0.0.1:{port}"), Some(own))
}

/// PostgreSQL refuses to run as root; and it must not outlive a test that is killed.
fn as_unprivileged(folder: &Path, program: &Path) -> Command {
    let mut command = Command::new("setpriv");
    let root = std::fs::metadata(folder).unwrap().uid() == 0;
    if root {
        command.args(["--reuid=postgres", "--regid=postgres", "--init-groups"]);
    }
    command.args(["--pdeathsig", "QUIT"]).arg(program).current_dir(folder);
    command
}

/// Where initdb and postgres are: Debian keeps them outside of the PATH, by version.
fn programs() -> PathBuf {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> = versions.map(|version| version.path().join("bin")).collect();
    folders.sort();
    folders.reverse();
    folders.extend(std::env::split_paths(&path));
    let found = folders.into_iter().find(|folder| folder.join("initdb").is_file());
    found.expect("the contract needs PostgreSQL: install it, or name a server in VITRINE_TEST_POSTGRES")
}
