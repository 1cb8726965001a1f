interface DragWatcher {
  /** Whether files hover over the page. */
  onOver: (isOver: boolean) => void;
  onDrop: (transfer: DataTransfer) => void;
}

/** Follows files that are dragged over the page; what a part of the page takes for itself is left to it. */
export function watchDrags({ onOver, onDrop }: DragWatcher): () => void {
  // Leaving one element enters the next: only the balance tells whether the page was left.
  let depth = 0;
  const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
  const setDepth = (next: number) => {
    if ((depth === 0) !== (next === 0)) onOver(next > 0);
    depth = next;
  };
  const enter = (event: DragEvent) => {
    if (carriesFiles(event)) setDepth(depth + 1);
  };
  const leave = (event: DragEvent) => {
    if (carriesFiles(event)) setDepth(Math.max(0, depth - 1));
  };
  const over = (event: DragEvent) => {
    if (carriesFiles(event)) event.preventDefault();
  };
  const drop = (event: DragEvent) => {
    setDepth(0);
    if (event.defaultPrevented || !event.dataTransfer || !carriesFiles(event)) return;
    // Otherwise the browser would open the file in place of the portal.
    event.preventDefault();
    onDrop(event.dataTransfer);
  };
  window.addEventListener('dragenter', enter);
  window.addEventListener('dragleave', leave);
  window.addEventListener('dragover', over);
  window.addEventListener('drop', drop);
  return () => {
    window.removeEventListener('dragenter', enter);
    window.removeEventListener('dragleave', leave);
    window.removeEventListener('dragover', over);
    window.removeEventListener('drop', drop);
  };
}
