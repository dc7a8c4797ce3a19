import type { Plugin } from "vite";
import { PAGE_POLICY, policyOf } from "./contentPolicy.mjs";

/** Writes the content policy into the built page, and sends it with every file of the preview. The dev server goes without: it loads by inline scripts. */
export function contentPolicy(): Plugin {
  return {
    name: "cospress:content-policy",
    transformIndexHtml: {
      order: "post",
      handler: (_html, { server }) =>
        server
          ? []
          : [
              {
                tag: "meta",
                attrs: {
                  "http-equiv": "Content-Security-Policy",
                  content: PAGE_POLICY,
                },
                injectTo: "head-prepend",
              },
            ],
    },
    configurePreviewServer(server) {
      server.middlewares.use((request, response, next) => {
        const { pathname } = new URL(request.url ?? "/", "http://preview");
        response.setHeader("Content-Security-Policy", policyOf(pathname));
        next();
      });
    },
  };
}
