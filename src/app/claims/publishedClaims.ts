import { useEffect, useState } from "react";
import {
  readClaimsResult,
  type ClaimsResult,
} from "../../protocol/claimResults.ts";

/** The outcomes that come with the site (`npm run claims` writes them); null where there are none that this page can read. */
async function loadClaims(): Promise<ClaimsResult | null> {
  try {
    const file = `${import.meta.env.BASE_URL}results/claims.json`;
    const response = await fetch(new URL(file, location.href));
    return response.ok ? readClaimsResult(await response.json()) : null;
  } catch {
    return null;
  }
}

/** As the site's file has them; undefined until it is known whether there are any. */
export function usePublishedClaims(): ClaimsResult | null | undefined {
  const [result, setResult] = useState<ClaimsResult | null>();
  useEffect(() => {
    let isCurrent = true;
    void loadClaims().then((loaded) => {
      if (isCurrent) setResult(loaded);
    });
    return () => {
      isCurrent = false;
    };
  }, []);
  return result;
}
