// Mends what the theme adds while a page is open: the buttons of a block of code are no landmark.
(() => {
  const named = (within) => {
    const bars = within.matches?.(".md-code__nav") ? [within] : (within.querySelectorAll?.(".md-code__nav") ?? []);
    for (const bar of bars) bar.setAttribute("role", "none");
  };
  new MutationObserver((all) => all.forEach(({ addedNodes }) => addedNodes.forEach(named))).observe(document.body, {
    childList: true,
    subtree: true,
  });
  named(document.body);
})();
