/* Dies on purpose: counts the calls that change files below one folder, and kills this process at the chosen one.
 *
 * Loaded with LD_PRELOAD; asleep until crash_arm() is called (through ctypes) in a forked child, or armed from the
 * start by CRASH_ROOT, CRASH_ASIDE, CRASH_AT and CRASH_MODE in the environment. Four ways to die:
 *   CLEAN  the chosen call does not happen at all,
 *   TORN   a write happens in part, by half or as many 32nds as crash_tear() said (other calls: not at all),
 *   LOST   a power cut: besides, everything that was not synced is undone: contents since the last fsync of the file,
 *          and names (made, renamed, removed) since the last fsync of their folder,
 *   MIXED  a power cut of a disk that wrote some of it already: of contents each block of 4 KiB by chance, of the
 *          length too, and of the names the first so many (journals of file systems keep their order).
 * For the last two the old content is copied and old files are hard-linked into a folder aside before each change.
 *
 * Or nobody dies and the disk fails: after crash_fail() calls of the chosen kinds, reading and opening too, fail by chance
 * with EIO or ENOSPC, or write a part; crash_rest() ends it.
 * One thread writes in the tests; nothing here is locked.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum { CLEAN, TORN, LOST, MIXED };
enum { WRITE, SYNC, TRUNCATE, RENAME, UNLINK, CREATE, KINDS };
enum { READS = 1, WRITES = 2, SYNCS = 4, NAMES = 8 };
enum { CONTENT = 1, MADE, MOVED, REMOVED };

struct undo {
    int what;             /* 0: settled by an fsync */
    int fd;               /* CONTENT: the file itself, whatever its name is by now */
    ino_t inode;
    char path[PATH_MAX];  /* the name that changed */
    char other[PATH_MAX]; /* MOVED: the name it got */
    char aside[PATH_MAX]; /* the copy or hard link of what was there, empty when nothing was */
};

#define MAX_UNDO 4096
#define BLOCK 4096
static int armed, mode, asides, failing, tear = 16;
static long kill_at, total, counts[KINDS], chance, failed;
#define REMEMBERED 65536
static unsigned char kinds[REMEMBERED]; /* of each call since arming */
static unsigned long dice = 1;
static char root[PATH_MAX], shadow[PATH_MAX];
static struct undo *undos;
static int undo_count;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

void crash_arm(const char *folder, const char *aside, long at, int how)
{
    snprintf(root, sizeof root, "%s", folder);
    snprintf(shadow, sizeof shadow, "%s", aside);
    if (!undos)
        undos = calloc(MAX_UNDO, sizeof *undos);
    memset(counts, 0, sizeof counts);
    total = 0, undo_count = 0, asides = 0, kill_at = at, mode = how, chance = 0, armed = 1;
}

/* How much of a torn write happens, in 32nds. */
void crash_tear(int parts) { tear = parts; }

/* What MIXED keeps and what fails hangs on this number alone. */
void crash_seed(unsigned long seed) { dice = seed * 2654435761u + 88172645463325252u; }

/* From now on so many of a thousand calls of these kinds (a sum of READS, WRITES ...) below the folder fail. */
void crash_fail(const char *folder, unsigned long seed, long per_mille, int kinds)
{
    crash_arm(folder, "", 0, CLEAN);
    crash_seed(seed);
    failed = 0, chance = per_mille, failing = kinds;
}

void crash_rest(void) { armed = 0; }

long crash_failed(void) { return failed; }

static unsigned long throw_dice(unsigned long sides)
{
    dice ^= dice << 13, dice ^= dice >> 7, dice ^= dice << 17;
    return (dice >> 20) % sides;
}

/* Whether this call fails; then errno says how. */
static int fails(int kind, int maybe_full)
{
    if (!chance || !(failing & kind) || throw_dice(1000) >= (unsigned long)chance)
        return 0;
    failed++;
    errno = maybe_full && throw_dice(2) ? ENOSPC : EIO;
    return 1;
}

__attribute__((constructor)) static void arm_from_environment(void)
{
    const char *at = getenv("CRASH_AT");
    if (at)
        crash_arm(getenv("CRASH_ROOT"), getenv("CRASH_ASIDE"), atol(at), atoi(getenv("CRASH_MODE")));
}

int crash_kind(long call) { return call < 1 || call > total || call > REMEMBERED ? -1 : kinds[call - 1]; }

long crash_count(int kind) { return kind < 0 ? total : counts[kind]; }

static void copy(int from, int to)
{
    static char buffer[1 << 16];
    ssize_t got;
    off_t at = 0;
    while ((got = REAL(pread)(from, buffer, sizeof buffer, at)) > 0) {
        if (REAL(pwrite)(to, buffer, got, at) != got)
            abort();
        at += got;
    }
    if (got < 0 || REAL(ftruncate)(to, at))
        abort();
}

/* Put old blocks over some of the new ones, and the old length back or not. */
static void copy_some(int from, int to)
{
    static char buffer[BLOCK];
    struct stat old, now;
    ssize_t got;
    if (fstat(from, &old) || fstat(to, &now))
        abort();
    int shorter = now.st_size < old.st_size, back = throw_dice(2);
    if (back && REAL(ftruncate)(to, old.st_size))
        abort();
    for (off_t at = 0; (got = REAL(pread)(from, buffer, BLOCK, at)) > 0; at += got) {
        off_t room = now.st_size - at;
        if (shorter && room < got) { /* at the end that was cut off, and beyond it */
            if (back && REAL(pwrite)(to, buffer, got, at) != got)
                abort();
        } else if (throw_dice(2) && REAL(pwrite)(to, buffer, got, at) != got) {
            abort();
        }
    }
}

static void take_back(struct undo *u)
{
    struct stat st;
    switch (u->what) {
    case CONTENT: {
        int from = REAL(open)(u->aside, O_RDONLY);
        (mode == MIXED ? copy_some : copy)(from, u->fd);
        break;
    }
    case MADE:
        if (!lstat(u->path, &st))
            S_ISDIR(st.st_mode) ? rmdir(u->path) : REAL(unlink)(u->path);
        break;
    case MOVED:
        REAL(rename)(u->other, u->path);
        if (u->aside[0])
            link(u->aside, u->other);
        break;
    case REMOVED:
        link(u->aside, u->path);
        break;
    }
}

void crash_now(void)
{
    armed = 0;
    int names = mode == MIXED ? throw_dice(undo_count + 1) : 0; /* the first so many are on the disk */
    if (mode >= LOST)
        for (int i = undo_count - 1; i >= 0; i--)
            if (undos[i].what == CONTENT || i >= names)
                take_back(&undos[i]);
    kill(getpid(), SIGKILL);
    for (;;)
        pause();
}

/* How much of a write happens when it is torn. */
static size_t torn(size_t size) { return size * tear / 32; }

/* Counts one call; returns 1 when it is to be torn, and does not return when it is the last. */
static int step(int kind)
{
    counts[kind]++;
    if (total < REMEMBERED)
        kinds[total] = kind;
    if (++total != kill_at)
        return 0;
    if (mode == TORN && kind == WRITE)
        return 1;
    crash_now();
    return 0;
}

static int below(const char *path)
{
    size_t length = strlen(root);
    return !strncmp(path, root, length) && (path[length] == '/' || !path[length]);
}

static int watched_path(int folder, const char *path, char *full)
{
    if (!armed)
        return 0;
    if (path[0] == '/') {
        snprintf(full, PATH_MAX, "%s", path);
    } else {
        char link_name[64], base[PATH_MAX];
        if (folder == AT_FDCWD)
            snprintf(link_name, sizeof link_name, "/proc/self/cwd");
        else
            snprintf(link_name, sizeof link_name, "/proc/self/fd/%d", folder);
        ssize_t size = readlink(link_name, base, sizeof base - 1);
        if (size < 0)
            return 0;
        base[size] = 0;
        if (snprintf(full, PATH_MAX, "%s/%s", base, path) >= PATH_MAX)
            abort();
    }
    return below(full);
}

static int watched_fd(int fd)
{
    if (!armed)
        return 0;
    char link_name[64], path[PATH_MAX];
    snprintf(link_name, sizeof link_name, "/proc/self/fd/%d", fd);
    ssize_t size = readlink(link_name, path, sizeof path - 1);
    if (size < 0)
        return 0;
    path[size] = 0;
    return below(path);
}

static struct undo *note(int what, const char *path)
{
    if (undo_count == MAX_UNDO)
        abort();
    struct undo *u = &undos[undo_count++];
    memset(u, 0, offsetof(struct undo, path));
    u->path[0] = u->other[0] = u->aside[0] = 0;
    u->what = what, u->fd = -1;
    snprintf(u->path, sizeof u->path, "%s", path);
    return u;
}

static void name_aside(char *aside)
{
    if (snprintf(aside, PATH_MAX, "%s/%d.%d", shadow, getpid(), asides++) >= PATH_MAX)
        abort();
}

static void keep_content(int fd)
{
    struct stat st;
    if (mode < LOST || fstat(fd, &st) || !S_ISREG(st.st_mode))
        return;
    for (int i = 0; i < undo_count; i++)
        if (undos[i].what == CONTENT && undos[i].inode == st.st_ino)
            return;
    char link_name[64];
    snprintf(link_name, sizeof link_name, "/proc/self/fd/%d", fd);
    struct undo *u = note(CONTENT, "");
    name_aside(u->aside);
    int from = REAL(open)(link_name, O_RDONLY), to = REAL(open)(u->aside, O_CREAT | O_WRONLY, 0600);
    u->fd = REAL(open)(link_name, O_RDWR);
    u->inode = st.st_ino;
    if (from < 0 || to < 0 || u->fd < 0)
        abort();
    copy(from, to);
    close(from), close(to);
}

static void keep_link(struct undo *u, const char *path)
{
    struct stat st;
    if (lstat(path, &st))
        return;
    name_aside(u->aside);
    if (link(path, u->aside))
        abort();
}

/* True when the last part of the path lies directly in the folder. */
static int is_in(const char *path, const char *folder)
{
    size_t length = strlen(folder);
    return path[0] && !strncmp(path, folder, length) && path[length] == '/' && !strchr(path + length + 1, '/');
}

static void settle(int fd)
{
    struct stat st;
    char link_name[64], folder[PATH_MAX];
    if (mode < LOST || fstat(fd, &st))
        return;
    snprintf(link_name, sizeof link_name, "/proc/self/fd/%d", fd);
    ssize_t size = readlink(link_name, folder, sizeof folder - 1);
    folder[size < 0 ? 0 : size] = 0;
    for (int i = 0; i < undo_count; i++) {
        struct undo *u = &undos[i];
        if (u->what == CONTENT && u->inode == st.st_ino) {
            close(u->fd);
            u->what = 0;
        } else if (S_ISDIR(st.st_mode) && u->what > CONTENT && is_in(u->path, folder)) {
            u->what = 0;
        }
    }
}

/* --- the calls ------------------------------------------------------------------------------------------------- */

ssize_t write(int fd, const void *data, size_t size)
{
    if (watched_fd(fd)) {
        keep_content(fd);
        if (step(WRITE))
            REAL(write)(fd, data, torn(size)), crash_now();
        if (fails(WRITES, 1)) {
            if (size < 2 || throw_dice(3))
                return -1;
            size /= 2;
        }
    }
    return REAL(write)(fd, data, size);
}

static ssize_t positioned(int fd, const void *data, size_t size, off64_t at)
{
    if (watched_fd(fd)) {
        keep_content(fd);
        if (step(WRITE))
            REAL(pwrite64)(fd, data, torn(size), at), crash_now();
        if (fails(WRITES, 1)) {
            if (size < 2 || throw_dice(3))
                return -1;
            size /= 2;
        }
    }
    return REAL(pwrite64)(fd, data, size, at);
}

ssize_t pwrite(int fd, const void *data, size_t size, off_t at) { return positioned(fd, data, size, at); }
ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at) { return positioned(fd, data, size, at); }

ssize_t writev(int fd, const struct iovec *parts, int count)
{
    if (watched_fd(fd)) {
        keep_content(fd);
        if (step(WRITE))
            REAL(writev)(fd, parts, count / 2), crash_now();
        if (fails(WRITES, 1))
            return -1;
    }
    return REAL(writev)(fd, parts, count);
}

#define READING(name, offset)                                           \
    ssize_t name(int fd, void *data, size_t size, offset at)            \
    {                                                                   \
        return chance && watched_fd(fd) && fails(READS, 0) ? -1 : REAL(name)(fd, data, size, at); \
    }
READING(pread, off_t)
READING(pread64, off64_t)

ssize_t read(int fd, void *data, size_t size)
{
    return chance && watched_fd(fd) && fails(READS, 0) ? -1 : REAL(read)(fd, data, size);
}

#define SYNCING(name)                     \
    int name(int fd)                      \
    {                                     \
        int mine = watched_fd(fd), done;  \
        if (mine)                         \
            step(SYNC);                   \
        if (mine && fails(SYNCS, 0))             \
            return -1;                    \
        done = REAL(name)(fd);            \
        if (mine && !done)                \
            settle(fd);                   \
        return done;                      \
    }
SYNCING(fsync)
SYNCING(fdatasync)

static int cut(int fd, off64_t size)
{
    if (watched_fd(fd)) {
        keep_content(fd);
        step(TRUNCATE);
        if (fails(WRITES, 1))
            return -1;
    }
    return REAL(ftruncate64)(fd, size);
}

int ftruncate(int fd, off_t size) { return cut(fd, size); }
int ftruncate64(int fd, off64_t size) { return cut(fd, size); }

int renameat(int from_folder, const char *from, int to_folder, const char *to)
{
    char old[PATH_MAX], fresh[PATH_MAX];
    if (watched_path(from_folder, from, old) | watched_path(to_folder, to, fresh)) {
        step(RENAME);
        if (fails(NAMES, 1))
            return -1;
        if (mode >= LOST) {
            struct undo *u = note(MOVED, old);
            snprintf(u->other, sizeof u->other, "%s", fresh);
            keep_link(u, fresh);
        }
    }
    return REAL(renameat)(from_folder, from, to_folder, to);
}

int rename(const char *from, const char *to) { return renameat(AT_FDCWD, from, AT_FDCWD, to); }

int unlinkat(int folder, const char *path, int flags)
{
    char full[PATH_MAX];
    struct stat st;
    if (watched_path(folder, path, full) && !lstat(full, &st)) {
        step(UNLINK);
        if (fails(NAMES, 0))
            return -1;
        if (mode >= LOST && S_ISREG(st.st_mode))
            keep_link(note(REMOVED, full), full);
    }
    return REAL(unlinkat)(folder, path, flags);
}

int unlink(const char *path) { return unlinkat(AT_FDCWD, path, 0); }

int mkdir(const char *path, mode_t bits)
{
    char full[PATH_MAX];
    struct stat st;
    int fresh = watched_path(AT_FDCWD, path, full) && lstat(full, &st);
    if (fresh)
        step(CREATE);
    if (fresh && fails(NAMES, 1))
        return -1;
    int done = REAL(mkdir)(path, bits);
    if (fresh && !done && mode >= LOST)
        note(MADE, full);
    return done;
}

static int opened(int folder, const char *path, int flags, mode_t bits)
{
    char full[PATH_MAX];
    struct stat st;
    int fresh = 0;
    if ((flags & (O_CREAT | O_TRUNC)) && watched_path(folder, path, full)) {
        fresh = lstat(full, &st) && (flags & O_CREAT);
        if (fresh) {
            step(CREATE);
        } else if ((flags & O_TRUNC) && !lstat(full, &st) && st.st_size) {
            int held = REAL(open)(full, O_RDWR);
            keep_content(held);
            close(held);
            step(TRUNCATE);
        }
    }
    if (chance && watched_path(folder, path, full) && fails(NAMES, flags & O_CREAT))
        return -1;
    int fd = REAL(openat64)(folder, path, flags, bits);
    if (fresh && fd >= 0 && mode >= LOST)
        note(MADE, full);
    return fd;
}

#define WITH_BITS                              \
    mode_t bits = 0;                           \
    if (flags & (O_CREAT | O_TMPFILE)) {       \
        va_list rest;                          \
        va_start(rest, flags);                 \
        bits = va_arg(rest, mode_t);           \
        va_end(rest);                          \
    }

int open(const char *path, int flags, ...) { WITH_BITS return opened(AT_FDCWD, path, flags, bits); }
int open64(const char *path, int flags, ...) { WITH_BITS return opened(AT_FDCWD, path, flags, bits); }
int openat(int folder, const char *path, int flags, ...) { WITH_BITS return opened(folder, path, flags, bits); }
int openat64(int folder, const char *path, int flags, ...) { WITH_BITS return opened(folder, path, flags, bits); }
