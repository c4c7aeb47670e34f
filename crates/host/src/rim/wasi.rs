//! WASI's calls, and `vivarium.poll`, as exports of ours that the engine imports under the same names.
#![expect(clippy::too_many_arguments, reason = "WASI has it so")]
#![expect(unreachable_pub, reason = "exported to the engine, not to Rust")]

use super::imports::make;
use super::page;
use super::worker::{current, scope_performance_now, with_process};
use crate::core::errno::{Errno, code};
use crate::core::wasi::OpenMode;
use vivarium_protocol::abi::Poll;
use wasm_bindgen::prelude::wasm_bindgen;

macro_rules! wasi {
    ($($name:ident($($argument:ident: $kind:ty),*) = |$process:pat_param, $memory:pat_param| $call:expr;)*) => {
        $(
            #[wasm_bindgen]
            pub fn $name($($argument: $kind),*) -> u32 {
                code(make(|$process, $memory| $call))
            }
        )*
    };
}

wasi! {
    args_get(pointers: u32, buffer: u32) = |p, m| p.args_get(m, pointers, buffer);
    args_sizes_get(count: u32, size: u32) = |p, m| p.args_sizes_get(m, count, size);
    environ_get(pointers: u32, buffer: u32) = |p, m| p.environ_get(m, pointers, buffer);
    environ_sizes_get(count: u32, size: u32) = |p, m| p.environ_sizes_get(m, count, size);
    clock_res_get(clock: u32, out: u32) = |p, m| p.clock_res_get(m, clock, out);
    clock_time_get(clock: u32, _precision: u64, out: u32) = |p, m| p.clock_time_get(m, clock, out);
    random_get(at: u32, length: u32) = |p, m| p.random_get(m, at, length);

    fd_advise(fd: u32, _at: u64, _length: u64, _advice: u32) = |p, _| p.fd_exists(fd);
    fd_allocate(fd: u32, at: u64, length: u64) = |p, _| p.fd_allocate(fd, at, length);
    fd_close(fd: u32) = |p, _| p.fd_close(fd);
    fd_datasync(fd: u32) = |p, _| p.fd_exists(fd);
    fd_fdstat_get(fd: u32, out: u32) = |p, m| p.fd_fdstat_get(m, fd, out);
    fd_fdstat_set_flags(fd: u32, flags: u32) = |p, _| p.fd_fdstat_set_flags(fd, flags);
    fd_fdstat_set_rights(fd: u32, _base: u64, _inheriting: u64) = |p, _| p.fd_exists(fd);
    fd_filestat_get(fd: u32, out: u32) = |p, m| p.fd_filestat_get(m, fd, out);
    fd_filestat_set_size(fd: u32, size: u64) = |p, _| p.fd_filestat_set_size(fd, size);
    fd_filestat_set_times(fd: u32, accessed: u64, modified: u64, flags: u32) =
        |p, _| p.fd_filestat_set_times(fd, accessed, modified, flags);
    fd_pread(fd: u32, buffers: u32, count: u32, at: u64, out: u32) = |p, m| p.fd_pread(m, fd, buffers, count, at, out);
    fd_prestat_get(fd: u32, out: u32) = |p, m| p.fd_prestat_get(m, fd, out);
    fd_prestat_dir_name(fd: u32, at: u32, length: u32) = |p, m| p.fd_prestat_dir_name(m, fd, at, length);
    fd_pwrite(fd: u32, buffers: u32, count: u32, at: u64, out: u32) = |p, m| p.fd_pwrite(m, fd, buffers, count, at, out);
    fd_readdir(fd: u32, to: u32, length: u32, cookie: u64, out: u32) = |p, m| p.fd_readdir(m, fd, to, length, cookie, out);
    fd_renumber(from: u32, to: u32) = |p, _| p.fd_renumber(from, to);
    fd_seek(fd: u32, offset: i64, whence: u32, out: u32) = |p, m| p.fd_seek(m, fd, offset, whence, out);
    fd_sync(fd: u32) = |p, _| p.fd_exists(fd);
    fd_tell(fd: u32, out: u32) = |p, m| p.fd_tell(m, fd, out);

    path_create_directory(fd: u32, path: u32, length: u32) = |p, m| p.path_create_directory(m, fd, (path, length));
    path_filestat_get(fd: u32, _lookup: u32, path: u32, length: u32, out: u32) =
        |p, m| p.path_filestat_get(m, fd, (path, length), out);
    path_filestat_set_times(fd: u32, _lookup: u32, path: u32, length: u32, accessed: u64, modified: u64, flags: u32) =
        |p, m| p.path_filestat_set_times(m, fd, (path, length), (accessed, modified), flags);
    path_link(_fd: u32, _lookup: u32, _path: u32, _length: u32, _to: u32, _new_path: u32, _new_length: u32) =
        |_, _| Err(Errno::Notsup);
    path_open(fd: u32, _lookup: u32, path: u32, length: u32, flags: u32, rights: u64, _inheriting: u64, descriptor_flags: u32, out: u32) =
        |p, m| p.path_open(m, fd, (path, length), OpenMode { flags, rights, descriptor_flags }, out);
    path_readlink(fd: u32, path: u32, length: u32, _to: u32, _most: u32, _out: u32) =
        |p, m| p.path_readlink(m, fd, (path, length));
    path_remove_directory(fd: u32, path: u32, length: u32) = |p, m| p.path_remove_directory(m, fd, (path, length));
    path_rename(fd: u32, path: u32, length: u32, to: u32, new_path: u32, new_length: u32) =
        |p, m| p.path_rename(m, (fd, (path, length)), (to, (new_path, new_length)));
    path_symlink(_target: u32, _target_length: u32, _fd: u32, _path: u32, _length: u32) = |_, _| Err(Errno::Notsup);
    path_unlink_file(fd: u32, path: u32, length: u32) = |p, m| p.path_unlink_file(m, fd, (path, length));

    sched_yield() = |_, _| Ok(());
}

/// Writing also sends, now and then, what was written.
#[wasm_bindgen]
pub fn fd_write(fd: u32, buffers: u32, count: u32, out: u32) -> u32 {
    let written = make(|process, memory| process.fd_write(memory, fd, buffers, count, out));
    let id = current();
    with_process(|process| {
        if process.output.is_due(scope_performance_now()) {
            page::flush_some(id, process);
        }
    });
    code(written)
}

/// The engine traps right after this; the code is what remains.
#[wasm_bindgen]
pub fn proc_exit(code: u32) {
    with_process(|process| process.exit = Some(code as i32));
}

/// The engine asks whether to go on.
#[wasm_bindgen]
pub fn poll() -> i32 {
    let id = current();
    let answer = with_process(|process| {
        let now = scope_performance_now();
        if process.output.is_due(now) {
            page::flush_some(id, process);
        }
        process.run.poll(now)
    });
    answer.unwrap_or(Poll::Interrupt) as i32
}
