/** Closes a popup that a script opened; any other window is not ours to close (RT-7). True if it is closed. */
export function closePopup(win: Window): boolean {
  try {
    if (!win.opener || win.parent !== win) return false;
    win.close();
    return win.closed;
  } catch {
    return false;
  }
}
