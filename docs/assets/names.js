// Names for what the theme adds while a page is open: the buttons of each block of code.
(() => {
  const named = (within) => {
    const bars = within.matches?.(".md-code__nav") ? [within] : (within.querySelectorAll?.(".md-code__nav") ?? []);
    for (const bar of bars) bar.setAttribute("role", "group");
  };
  new MutationObserver((all) => all.forEach(({ addedNodes }) => addedNodes.forEach(named))).observe(document.body, {
    childList: true,
    subtree: true,
  });
  named(document.body);
})();
