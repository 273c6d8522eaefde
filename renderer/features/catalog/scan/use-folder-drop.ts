import { useEffect, useRef, useState } from "react";

declare global {
  interface Window {
    /** What the desktop app's preload offers; absent in a browser tab. */
    readonly tatami?: { readonly pathOf: (file: File) => string };
  }
}

/** True where a dropped folder says where it lies. */
export function canDropFolders(): boolean {
  return window.tatami !== undefined;
}

/**
 * Takes folders dropped anywhere on the page; answers true while one hovers. In a browser tab a drop has no path:
 * `onDrop` gets null, and the tab must not leave for the dropped file.
 */
export function useFolderDrop(onDrop: (path: string | null) => void): boolean {
  const [over, setOver] = useState(false);
  const latest = useRef(onDrop);
  useEffect(() => {
    latest.current = onDrop;
  });
  useEffect(() => {
    const files = (event: DragEvent) => event.dataTransfer?.types.includes("Files") === true;
    const onOver = (event: DragEvent) => {
      if (!files(event)) return;
      event.preventDefault();
      setOver(canDropFolders());
    };
    const onLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDropped = (event: DragEvent) => {
      if (!files(event)) return;
      event.preventDefault();
      setOver(false);
      const file = event.dataTransfer?.files[0];
      const path = file === undefined ? undefined : window.tatami?.pathOf(file);
      latest.current(path === undefined || path === "" ? null : path);
    };
    window.addEventListener("dragover", onOver);
    window.addEventListener("dragleave", onLeave);
    window.addEventListener("drop", onDropped);
    return () => {
      window.removeEventListener("dragover", onOver);
      window.removeEventListener("dragleave", onLeave);
      window.removeEventListener("drop", onDropped);
    };
  }, []);
  return over;
}
