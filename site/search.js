// Finds sections that hold every word, or words that begin so; titles count more. The index is a script, so that this
// works from a file as well as from a server.
(() => {
  const input = document.getElementById("query");
  const results = document.getElementById("results");
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  let folded = null;

  const find = (words) => {
    folded ??= searchIndex.map(([, page, title, text]) => [fold(page + " " + title), fold(text)]);
    const found = [];
    folded.forEach(([title, text], place) => {
      let score = 0;
      for (const word of words) {
        const inTitle = title.includes(word);
        const count = text.split(word).length - 1;
        if (!inTitle && count === 0) return;
        score += (inTitle ? 20 : 0) + Math.min(count, 8) + (new RegExp("(^|[^\\p{L}\\p{N}])" + word.replace(/[^\p{L}\p{N}]/gu, "\\$&"), "u").test(title) ? 20 : 0);
      }
      found.push([score, place]);
    });
    return found.sort((a, b) => b[0] - a[0] || a[1] - b[1]).slice(0, 20);
  };

  const excerpt = (text, word) => {
    const at = Math.max(0, fold(text).indexOf(word));
    const start = Math.max(0, at - 50);
    return (start > 0 ? "… " : "") + text.slice(start, start + 160);
  };

  const show = () => {
    const words = fold(input.value).split(/\s+/).filter(Boolean);
    results.replaceChildren();
    results.hidden = words.length === 0;
    if (words.length === 0) return;
    const found = find(words);
    if (found.length === 0) {
      const none = document.createElement("p");
      none.textContent = "Nothing holds all of these words.";
      results.append(none);
    }
    for (const [, place] of found) {
      const [href, page, title, text] = searchIndex[place];
      const link = document.createElement("a");
      link.href = href;
      link.textContent = title && title !== page ? page + ": " + title : page;
      const small = document.createElement("small");
      small.textContent = excerpt(text, words[0]);
      link.append(small);
      results.append(link);
    }
  };

  input.addEventListener("input", show);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { input.value = ""; show(); }
    if (event.key === "Enter") results.querySelector("a")?.click();
  });
  results.addEventListener("click", () => { results.hidden = true; });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement !== input) { event.preventDefault(); input.focus(); }
  });
  if (innerWidth < 832) document.querySelector(".pages details").open = false;
})();
