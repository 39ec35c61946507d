import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { lingui } from '@lingui/vite-plugin'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const root = import.meta.dirname

/** While developing, one address space for all: deep links fall back to their page. The demo's telefoon, elsewhere at a host of its own, is under /telefoon. */
function pages(): Plugin {
  return {
    name: 'hoede-pages',
    configureServer(server) {
      server.middlewares.use((request, _answer, next) => {
        const path = (request.url ?? '/').split('?')[0] ?? '/'
        const isPage = request.headers.accept?.includes('text/html') && !path.startsWith('/api')
        if (isPage) {
          const [, name = 'dossier'] = /^\/(autorisatie|beheer|telefoon)(\/|$)/.exec(path) ?? []
          request.url = `/${name}/index.html`
        }
        next()
      })
    },
  }
}

/** Writes .br and .gz beside every asset, so that the server never compresses a file twice. */
function compressed(): Plugin {
  return {
    name: 'hoede-compressed',
    apply: 'build',
    async writeBundle({ dir }, bundle) {
      const brotli = promisify(brotliCompress)
      const zip = promisify(gzip)
      const names = Object.keys(bundle).filter((name) => /^assets\/.*\.(js|css|svg)$/.test(name))
      for (const name of names) {
        const file = join(dir ?? '', name)
        const content = await readFile(file)
        const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length }
        await Promise.all([
          brotli(content, { params }).then((small) => writeFile(`${file}.br`, small)),
          zip(content, { level: 9 }).then((small) => writeFile(`${file}.gz`, small)),
        ])
      }
    },
  }
}

export default defineConfig({
  root,
  appType: 'mpa',
  plugins: [react(), lingui({ cwd: root, macroTransform: true, failOnCompileError: true }), pages(), compressed()],
  build: {
    outDir: join(root, 'dist'),
    emptyOutDir: true,
    target: 'es2023',
    // The policy allows no data: in scripts and styles, and small files cost little over HTTP/1.1 with keep-alive.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: 'manifest.json',
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      input: ['dossier', 'autorisatie', 'beheer', 'telefoon'].map((name) => join(root, name, 'index.html')),
    },
  },
  server: {
    host: 'localhost',
    port: 5173,
    proxy: {
      '/api/phone': { target: 'https://telefoon.localhost:8443', changeOrigin: true, secure: false },
      '/api': { target: 'https://linde.localhost:8443', changeOrigin: true, secure: false },
    },
  },
})
