//! WASI calls with any numbers as addresses, lengths and descriptors.
#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use std::cell::RefCell;
use vivarium_fuzz::{Bytes, process};
use vivarium_host::core::run::End;
use vivarium_host::core::wasi::OpenMode;

#[derive(Debug, Arbitrary)]
enum Call {
    Args(u32, u32),
    Environment(u32, u32),
    Random(u32, u32),
    Clock(u32, u32),
    Read(u32, u32, u32, u32),
    Write(u32, u32, u32, u32),
    ReadAt(u32, u32, u32, u64, u32),
    WriteAt(u32, u32, u32, u64, u32),
    Seek(u32, i64, u32, u32),
    Directory(u32, u32, u32, u64, u32),
    Stat(u32, u32),
    Resize(u32, u64),
    Allocate(u32, u64, u64),
    Renumber(u32, u32),
    Close(u32),
    Open(u32, (u32, u32), u32, u64, u32, u32),
    MakeDirectory(u32, (u32, u32)),
    Rename((u32, (u32, u32)), (u32, (u32, u32))),
    Unlink(u32, (u32, u32)),
    Poll((u32, u32), u32, u32, bool),
}

fuzz_target!(|input: (Vec<u8>, Vec<Call>)| {
    let (mut bytes, calls) = input;
    bytes.resize(1 << 14, b'a');
    let memory = &Bytes(RefCell::new(bytes));
    let mut process = process();
    let p = &mut process;
    for call in calls {
        // A refusal is as good as success.
        let _ = match call {
            Call::Args(pointers, buffer) => p.args_get(memory, pointers, buffer),
            Call::Environment(pointers, buffer) => p.environ_get(memory, pointers, buffer),
            Call::Random(at, length) => p.random_get(memory, at, length),
            Call::Clock(clock, out) => p.clock_time_get(memory, clock, out),
            Call::Read(fd, buffers, count, out) => {
                p.fd_read(memory, fd, buffers, count, out).map(drop)
            }
            Call::Write(fd, buffers, count, out) => p.fd_write(memory, fd, buffers, count, out),
            Call::ReadAt(fd, buffers, count, at, out) => {
                p.fd_pread(memory, fd, buffers, count, at, out)
            }
            Call::WriteAt(fd, buffers, count, at, out) => {
                p.fd_pwrite(memory, fd, buffers, count, at, out)
            }
            Call::Seek(fd, offset, whence, out) => p.fd_seek(memory, fd, offset, whence, out),
            Call::Directory(fd, to, length, cookie, out) => {
                p.fd_readdir(memory, fd, to, length, cookie, out)
            }
            Call::Stat(fd, out) => p.fd_filestat_get(memory, fd, out),
            Call::Resize(fd, size) => p.fd_filestat_set_size(fd, size),
            Call::Allocate(fd, at, length) => p.fd_allocate(fd, at, length),
            Call::Renumber(from, to) => p.fd_renumber(from, to),
            Call::Close(fd) => p.fd_close(fd),
            Call::Open(fd, path, flags, rights, descriptor_flags, out) => {
                let mode = OpenMode {
                    flags,
                    rights,
                    descriptor_flags,
                };
                p.path_open(memory, fd, path, mode, out)
            }
            Call::MakeDirectory(fd, path) => p.path_create_directory(memory, fd, path),
            Call::Rename(from, to) => p.path_rename(memory, from, to),
            Call::Unlink(fd, path) => p.path_unlink_file(memory, fd, path),
            Call::Poll(at, count, out, slept) => {
                p.poll_oneoff(memory, at, count, out, slept).map(drop)
            }
        };
    }
    process.finish(&End::Returned);
});
