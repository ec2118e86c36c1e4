/// Gumbo: HTML as browsers read it.
#ifndef NEWSQ_CGUMBO_H
#define NEWSQ_CGUMBO_H

#include <gumbo.h>

/// Gumbo's usual options with a limit on errors and depth handled by the caller (the constant is no Swift value).
static inline GumboOptions nq_gumbo_options(void) {
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  return options;
}

/// The members of the node's union.
static inline const GumboElement *nq_gumbo_element(const GumboNode *node) { return &node->v.element; }
static inline const char *nq_gumbo_text(const GumboNode *node) { return node->v.text.text; }

/// The element's name as written where gumbo knows no tag of that name.
static inline const GumboNode *nq_gumbo_child(const GumboNode *node, unsigned int index) {
  return (const GumboNode *)node->v.element.children.data[index];
}

/// The value of an attribute, NULL where the element has none of that name.
static inline const char *nq_gumbo_attribute(const GumboNode *node, const char *name) {
  const GumboAttribute *attribute = gumbo_get_attribute(&node->v.element.attributes, name);
  return attribute ? attribute->value : NULL;
}

#endif
