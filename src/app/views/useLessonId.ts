import { useCallback, useEffect, useState } from "react";

const read = () => new URL(location.href).searchParams.get("lesson");

/** The lesson that the address names, if any, and the way to another; whether there is one of that name is the lessons' affair. */
export function useLessonId(): [string | null, (id: string | null) => void] {
  const [id, setId] = useState(read);
  useEffect(() => {
    const follow = () => setId(read());
    window.addEventListener("popstate", follow);
    return () => window.removeEventListener("popstate", follow);
  }, []);
  const choose = useCallback((chosen: string | null) => {
    const url = new URL(location.href);
    if (chosen === null) url.searchParams.delete("lesson");
    else url.searchParams.set("lesson", chosen);
    history.replaceState(null, "", url);
    setId(chosen);
  }, []);
  return [id, choose];
}
