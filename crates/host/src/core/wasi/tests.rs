//! The calls as the engine makes them, on a memory of the test's own.

use crate::core::clock::Source;
use crate::core::errno::{Errno, Result};
use crate::core::memory::{Memory, Plain};
use crate::core::process::{Process, System, Wait};
use crate::core::wasi::OpenMode;
use proptest::prelude::*;
use vivarium_protocol::{Limits, RunRequest, Stream};

const SYSTEM: System = System {
    time: Source {
        wall: || 1_000.0,
        steady: || 0.0,
    },
    random: |bytes| bytes.fill(7),
    can_suspend: true,
    load: |_| None,
};
const READ: u64 = 1 << 1;
const WRITE: u64 = 1 << 6;
const CREATE: u32 = 1;
const TRUNCATE: u32 = 8;
/// Where answers go, where paths lie, where the one buffer is described, and where it is.
const OUT: u32 = 0;
const PATH: u32 = 64;
const VECTOR: u32 = 512;
const BUFFER: u32 = 1024;

struct Machine {
    process: Process,
    memory: Plain,
}

impl Machine {
    fn new(request: RunRequest) -> Self {
        let (process, _) = Process::new(request, SYSTEM, None, None).unwrap();
        Self {
            process,
            memory: Plain::new(1 << 16),
        }
    }

    fn path(&self, path: &str) -> (u32, u32) {
        self.memory.write(PATH, path.as_bytes()).unwrap();
        (PATH, path.len() as u32)
    }

    fn open(&mut self, path: &str, flags: u32, rights: u64) -> Result<u32> {
        let path = self.path(path);
        let mode = OpenMode {
            flags,
            rights,
            descriptor_flags: 0,
        };
        self.process.path_open(&self.memory, 3, path, mode, OUT)?;
        self.memory.u32(OUT)
    }

    fn write(&mut self, fd: u32, bytes: &[u8]) -> Result<u32> {
        self.memory.write(BUFFER, bytes)?;
        self.memory.set_u32(VECTOR, BUFFER)?;
        self.memory.set_u32(VECTOR + 4, bytes.len() as u32)?;
        self.process.fd_write(&self.memory, fd, VECTOR, 1, OUT)?;
        self.memory.u32(OUT)
    }

    fn read(&mut self, fd: u32, most: u32) -> Result<Vec<u8>> {
        self.memory.set_u32(VECTOR, BUFFER)?;
        self.memory.set_u32(VECTOR + 4, most)?;
        assert_eq!(
            self.process.fd_read(&self.memory, fd, VECTOR, 1, OUT)?,
            None
        );
        self.memory.bytes(BUFFER, self.memory.u32(OUT)?, most)
    }
}

#[test]
fn a_file_is_written_read_and_returned() {
    let mut machine = Machine::new(RunRequest::default());
    let fd = machine
        .open("home/user/a.txt", CREATE, READ | WRITE)
        .unwrap();
    assert_eq!(machine.write(fd, b"hello"), Ok(5));
    machine
        .process
        .fd_seek(&machine.memory, fd, -3, 2, OUT)
        .unwrap();
    assert_eq!(machine.read(fd, 100).unwrap(), b"llo");
    machine.process.fd_close(fd).unwrap();
    assert_eq!(machine.read(fd, 1), Err(Errno::Badf));
    let changed = machine.process.files.changed();
    assert_eq!(
        changed.into_iter().collect::<Vec<_>>(),
        [("a.txt".to_owned(), b"hello".to_vec())]
    );
}

#[test]
fn rights_are_kept() {
    let mut machine = Machine::new(RunRequest {
        code: "print(1)".into(),
        ..RunRequest::default()
    });
    let fd = machine.open("home/user/main.py", 0, READ).unwrap();
    assert_eq!(machine.read(fd, 100).unwrap(), b"print(1)");
    assert_eq!(machine.write(fd, b"x"), Err(Errno::Badf));
    let fd = machine.open("home/user/main.py", TRUNCATE, WRITE).unwrap();
    machine.memory.set_u32(VECTOR + 4, 1).unwrap();
    assert_eq!(
        machine.process.fd_read(&machine.memory, fd, VECTOR, 1, OUT),
        Err(Errno::Badf)
    );
    assert_eq!(
        machine.open("lib/python3.14/x.py", CREATE, WRITE).map(drop),
        Ok(()),
        "no library is mounted here"
    );
}

#[test]
fn addresses_outside_the_memory_are_faults() {
    let mut machine = Machine::new(RunRequest::default());
    let fd = machine.open("home/user/a", CREATE, WRITE).unwrap();
    machine.memory.set_u32(VECTOR, u32::MAX - 1).unwrap();
    machine.memory.set_u32(VECTOR + 4, 10).unwrap();
    assert_eq!(
        machine
            .process
            .fd_write(&machine.memory, fd, VECTOR, 1, OUT),
        Err(Errno::Fault)
    );
    assert_eq!(
        machine
            .process
            .fd_write(&machine.memory, 1, u32::MAX - 8, 1, OUT),
        Err(Errno::Fault)
    );
    assert_eq!(
        machine
            .process
            .random_get(&machine.memory, u32::MAX - 4, 100),
        Err(Errno::Fault)
    );
}

#[test]
fn a_directory_is_listed_in_pieces() {
    let mut machine = Machine::new(RunRequest::default());
    for name in ["one", "two", "three"] {
        let fd = machine.open(&format!("tmp/{name}"), CREATE, WRITE).unwrap();
        machine.process.fd_close(fd).unwrap();
    }
    let fd = machine.open("tmp", 0, READ).unwrap();
    let (mut names, mut cookie) = (Vec::new(), 0);
    loop {
        // Room for one entry: the next one is cut, and asked for again.
        machine
            .process
            .fd_readdir(&machine.memory, fd, BUFFER, 32, cookie, OUT)
            .unwrap();
        let used = machine.memory.u32(OUT).unwrap();
        if used == 0 {
            break;
        }
        cookie = u64::from(machine.memory.u32(BUFFER).unwrap());
        let length = machine.memory.u32(BUFFER + 16).unwrap();
        names.push(
            String::from_utf8(machine.memory.bytes(BUFFER + 24, length, 255).unwrap()).unwrap(),
        );
    }
    assert_eq!(names, [".", "..", "one", "three", "two"]);
}

#[test]
fn reading_waits_for_the_user() {
    let mut machine = Machine::new(RunRequest::default());
    machine.memory.set_u32(VECTOR, BUFFER).unwrap();
    machine.memory.set_u32(VECTOR + 4, 100).unwrap();
    let waits = machine.process.fd_read(&machine.memory, 0, VECTOR, 1, OUT);
    assert_eq!(waits, Ok(Some(Wait::Input)));
    machine.process.stdin.answer(Some("42"));
    assert_eq!(machine.read(0, 100).unwrap(), b"42\n");
}

#[test]
fn sleeping_is_asked_for_once_and_then_reported() {
    let mut machine = Machine::new(RunRequest::default());
    machine.memory.set_u64(BUFFER, 99).unwrap();
    machine.memory.set_u32(BUFFER + 16, 1).unwrap();
    machine.memory.set_u64(BUFFER + 24, 5_000).unwrap();
    let ask = |machine: &mut Machine, slept| {
        machine
            .process
            .poll_oneoff(&machine.memory, (BUFFER, BUFFER + 256), 1, OUT, slept)
    };
    assert_eq!(ask(&mut machine, false), Ok(Some(Wait::Sleep(5_000))));
    assert_eq!(ask(&mut machine, true), Ok(None));
    assert_eq!(machine.memory.u32(OUT), Ok(1));
    assert_eq!(machine.memory.u32(BUFFER + 256), Ok(99));
}

#[test]
fn a_full_disk_refuses_and_says_so() {
    let mut machine = Machine::new(RunRequest {
        limits: Limits {
            file_bytes: Some(2_000),
            ..Limits::default()
        },
        ..RunRequest::default()
    });
    let fd = machine.open("home/user/a", CREATE, WRITE).unwrap();
    assert_eq!(machine.write(fd, &[0; 1_000]), Ok(1_000));
    assert_eq!(machine.write(fd, &[0; 1_000]), Err(Errno::Nospc));
    assert!(machine.process.files.refused);
}

#[test]
fn output_goes_to_its_stream() {
    let mut machine = Machine::new(RunRequest::default());
    machine.write(1, b"out").unwrap();
    machine.write(2, b"err").unwrap();
    let expected = [
        (Stream::Stdout, "out".to_owned()),
        (Stream::Stderr, "err".to_owned()),
    ];
    assert_eq!(machine.process.output.take(), expected);
}

proptest! {
    /// No call may panic, whatever the engine passes.
    #[test]
    fn nonsense_is_answered(calls in prop::collection::vec((0..24_u32, any::<[u32; 4]>(), any::<u64>(), any::<bool>()), 1..40)) {
        let mut machine = Machine::new(RunRequest::default());
        machine.path("home/user/../user/main.py");
        let (p, m) = (&mut machine.process, &machine.memory);
        for (call, arguments, long, small) in calls {
            let [a, b, c, d] = if small { arguments.map(|argument| argument % 80) } else { arguments };
            let _ = match call {
                0 => p.fd_close(a),
                1 => p.fd_read(m, a, b, c, d).map(drop),
                2 => p.fd_write(m, a, b, c, d),
                3 => p.fd_seek(m, a, long as i64, b, c),
                4 => p.fd_readdir(m, a, b, c, long, d),
                5 => p.path_open(m, a, (b, c), OpenMode { flags: d, rights: long, descriptor_flags: d }, OUT),
                6 => p.path_create_directory(m, a, (b, c)),
                7 => p.path_unlink_file(m, a, (b, c)),
                8 => p.path_remove_directory(m, a, (b, c)),
                9 => p.path_rename(m, (3, (a, b)), (3, (c, d))),
                10 => p.path_filestat_get(m, a, (b, c), d),
                11 => p.fd_filestat_set_size(a, long),
                12 => p.fd_allocate(a, long, long),
                13 => p.fd_pread(m, a, b, c, long, d),
                14 => p.fd_pwrite(m, a, b, c, long, d),
                15 => p.poll_oneoff(m, (a, b), c, d, small).map(drop),
                16 => p.fd_renumber(a, b),
                17 => p.fd_fdstat_get(m, a, b),
                18 => p.fd_filestat_get(m, a, b),
                19 => p.args_get(m, a, b),
                20 => p.environ_get(m, a, b),
                21 => p.clock_time_get(m, a, b),
                22 => p.fd_prestat_dir_name(m, a, b, c),
                _ => p.path_filestat_set_times(m, a, (b, c), (long, long), d),
            };
        }
    }
}
