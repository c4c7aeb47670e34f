// A site of posts in Markdown; images are left as they are.
import { defineConfig, passthroughImageService } from "astro/config";

export default defineConfig({ image: { service: passthroughImageService() } });
