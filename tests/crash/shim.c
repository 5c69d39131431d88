/* Dies on purpose: counts the calls that change files below one folder, and kills this process at the chosen one.
 *
 * Loaded with LD_PRELOAD; asleep until crash_arm() is called (through ctypes) in a forked child, or armed from the
 * start by CRASH_ROOT, CRASH_ASIDE, CRASH_AT and CRASH_MODE in the environment. Three ways to die:
 *   CLEAN  the chosen call does not happen at all,
 *   TORN   a write happens by half (other calls: not at all),
 *   LOST   a power cut: besides, everything that was not synced is undone: contents since the last fsync of the file,
 *          and names (made, renamed, removed) since the last fsync of their folder.
 * For LOST the old content is copied and old files are hard-linked into a folder aside before each change.
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

enum { CLEAN, TORN, LOST };
enum { WRITE, SYNC, TRUNCATE, RENAME, UNLINK, CREATE, KINDS };
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
static int armed, mode, asides;
static long kill_at, total, counts[KINDS];
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
    total = 0, undo_count = 0, asides = 0, kill_at = at, mode = how, armed = 1;
}

__attribute__((constructor)) static void arm_from_environment(void)
{
    const char *at = getenv("CRASH_AT");
    if (at)
        crash_arm(getenv("CRASH_ROOT"), getenv("CRASH_ASIDE"), atol(at), atoi(getenv("CRASH_MODE")));
}

long crash_count(int kind) { return kind < 0 ? total : counts[kind]; }

static void copy(int from, int to)
{
    static char buffer[1 << 16];
    ssize_t got;
    off_t at = 0;
    while ((got = pread(from, buffer, sizeof buffer, at)) > 0) {
        if (REAL(pwrite)(to, buffer, got, at) != got)
            abort();
        at += got;
    }
    if (got < 0 || REAL(ftruncate)(to, at))
        abort();
}

static void take_back(struct undo *u)
{
    struct stat st;
    switch (u->what) {
    case CONTENT: {
        int from = REAL(open)(u->aside, O_RDONLY);
        copy(from, u->fd);
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
    if (mode == LOST)
        for (int i = undo_count - 1; i >= 0; i--)
            take_back(&undos[i]);
    kill(getpid(), SIGKILL);
    for (;;)
        pause();
}

/* Counts one call; returns 1 when it is to be torn, and does not return when it is the last. */
static int step(int kind)
{
    counts[kind]++;
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
    if (mode != LOST || fstat(fd, &st) || !S_ISREG(st.st_mode))
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
    if (mode != LOST || fstat(fd, &st))
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
            REAL(write)(fd, data, size / 2), crash_now();
    }
    return REAL(write)(fd, data, size);
}

static ssize_t positioned(int fd, const void *data, size_t size, off64_t at)
{
    if (watched_fd(fd)) {
        keep_content(fd);
        if (step(WRITE))
            REAL(pwrite64)(fd, data, size / 2, at), crash_now();
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
    }
    return REAL(writev)(fd, parts, count);
}

#define SYNCING(name)                     \
    int name(int fd)                      \
    {                                     \
        int mine = watched_fd(fd), done;  \
        if (mine)                         \
            step(SYNC);                   \
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
        if (mode == LOST) {
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
        if (mode == LOST && S_ISREG(st.st_mode))
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
    int done = REAL(mkdir)(path, bits);
    if (fresh && !done && mode == LOST)
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
    int fd = REAL(openat64)(folder, path, flags, bits);
    if (fresh && fd >= 0 && mode == LOST)
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
