/// The only place that knows libedit: what Swift cannot call itself, as one-line functions.
///
/// Swift imports no variadic C function, so each use of `el_set`, `el_get` and `history` has its own line here.
#ifndef NEWSQ_CLIBEDIT_H
#define NEWSQ_CLIBEDIT_H

#include <histedit.h>
#include <stdint.h>
#include <stdio.h>

// The C streams are mutable globals to Swift; these calls are not.
static inline FILE *clibedit_stdin(void) { return stdin; }
static inline FILE *clibedit_stdout(void) { return stdout; }
static inline FILE *clibedit_stderr(void) { return stderr; }

// The state of the callbacks below hangs on the editor: they cannot capture any.
static inline void clibedit_set_owner(EditLine *e, void *owner) { el_set(e, EL_CLIENTDATA, owner); }
static inline void *clibedit_owner(EditLine *e) { void *owner = NULL; el_get(e, EL_CLIENTDATA, &owner); return owner; }

/// Bytes between two `escape` characters of the prompt are sent but take no column.
static inline void clibedit_set_prompt(EditLine *e, char *(*f)(EditLine *), char escape) { el_set(e, EL_PROMPT_ESC, f, escape); }
/// "emacs" or "vi"; forgets all key bindings.
static inline void clibedit_set_keys(EditLine *e, const char *name) { el_set(e, EL_EDITOR, name); }
static inline const char *clibedit_keys(EditLine *e) { const char *name = NULL; el_get(e, EL_EDITOR, &name); return name; }
_Static_assert(sizeof(wchar_t) == sizeof(int32_t), "characters are passed to and from Swift as their numbers");
/// `f` reads one character: 1 and the character, 0 at the end, -1 with errno.
static inline void clibedit_set_reader(EditLine *e, int (*f)(EditLine *, int32_t *)) { el_wset(e, EL_GETCFN, f); }
static inline void clibedit_add_function(EditLine *e, const char *name, const char *help, unsigned char (*f)(EditLine *, int)) { el_set(e, EL_ADDFN, name, help, f); }
static inline int clibedit_bind(EditLine *e, const char *key, const char *name) { return el_set(e, EL_BIND, key, name, NULL); }
/// Binds in vi's command mode.
static inline int clibedit_bind_alternative(EditLine *e, const char *key, const char *name) { return el_set(e, EL_BIND, "-a", key, name, NULL); }
/// Whether `edit off` in the user's file has switched editing off.
static inline int clibedit_is_editing(EditLine *e) { int on = 1; el_get(e, EL_EDITMODE, &on); return on; }
/// 1 takes the terminal for editing, 0 gives it back as it was.
static inline void clibedit_take_terminal(EditLine *e, int take) { el_set(e, EL_PREP_TERM, take); }
static inline void clibedit_redraw(EditLine *e) { el_set(e, EL_REFRESH); }
/// Inserts characters given by their numbers, up to a 0.
static inline int clibedit_insert(EditLine *e, const int32_t *scalars) { return el_winsertstr(e, (const wchar_t *)scalars); }
/// Reads one character through the editor; as the reader above.
static inline int clibedit_read(EditLine *e, int32_t *scalar) { wchar_t c = 0; int n = el_wgetc(e, &c); *scalar = (int32_t)c; return n; }

static inline void clibedit_set_history(EditLine *e, History *h) { el_set(e, EL_HIST, history, h); }
static inline int clibedit_history_size(History *h, int size) { HistEvent event; return history(h, &event, H_SETSIZE, size); }
static inline int clibedit_history_enter(History *h, const char *entry) { HistEvent event; return history(h, &event, H_ENTER, entry); }
/// Adjacent equal entries are kept once.
static inline int clibedit_history_unique(History *h) { HistEvent event; return history(h, &event, H_SETUNIQUE, 1); }

#endif
