// A test double of Jetstream's second wire, fed by the real firehose of a PDS. Environment: PDS_WS, PLC, PORT.
// Test switches by HTTP: POST /forget (sequence cursors up to now are too old), POST /drop (close all connections),
// POST /slow (an error frame, then close).
import http from 'node:http'
import { WebSocketServer } from 'ws'
import { Firehose, MemoryRunner } from '@atproto/sync'
import { IdResolver } from '@atproto/identity'
import { lexToJson } from '@atproto/lex-json'

const PATH = '/xrpc/network.bsky.jetstream.subscribeEvents'
const log = []
const clients = new Set()
let seq = 0, lastUs = 0, oldest = 0

const push = (event) => {
  lastUs = Math.max(Date.now() * 1000, lastUs + 1)
  const entry = { seq: ++seq, us: lastUs, ...event }
  log.push(entry)
  for (const client of clients) client.send(entry)
}

new Firehose({
  service: process.env.PDS_WS, runner: new MemoryRunner({ startCursor: 0 }),
  unauthenticatedCommits: true, unauthenticatedHandles: true, idResolver: new IdResolver({ plcUrl: process.env.PLC }),
  onError: (error) => console.error('firehose:', error.message),
  handleEvent: async (e) => {
    if (['create', 'update', 'delete'].includes(e.event)) {
      const body = { rev: e.rev, operation: e.event, collection: e.collection, rkey: e.rkey }
      if (e.event !== 'delete') Object.assign(body, { record: lexToJson(e.record), cid: e.cid.toString() })
      push({ kind: 'commit', did: e.did, body })
    } else if (e.event === 'account') {
      push({ kind: 'account', did: e.did, body: { active: e.active, ...(e.status ? { status: e.status } : {}) } })
    }
  },
}).start()

const iso = (us) => new Date(Math.floor(us / 1000)).toISOString().replace(/\.(\d{3})Z/, (_, ms) => `.${ms}${String(us % 1000).padStart(3, '0')}Z`)
const frame = (e) => JSON.stringify({ $type: 'message', payload: {
  $type: 'network.bsky.jetstream.subscribeEvents#' + e.kind, seq: e.seq, did: e.did, time: iso(e.us), ...e.body } })

const server = http.createServer((request, response) => {
  if (request.url === '/forget') oldest = seq + 1
  if (request.url === '/drop') for (const client of clients) client.socket.terminate()
  if (request.url === '/slow')
    for (const client of clients) {
      client.socket.send(JSON.stringify({ $type: 'error', error: 'ConsumerTooSlow', message: 'scripted' }))
      client.socket.close()
    }
  response.end()
})
const sockets = new WebSocketServer({ noServer: true, handleProtocols: (offered) => offered.has('xrpc.v1.json') && 'xrpc.v1.json' })

const refuse = (socket, error, message) => {
  const body = JSON.stringify({ error, message })
  socket.end(`HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`)
}

server.on('upgrade', (request, socket, head) => {
  const url = new URL(request.url, 'http://x')
  const query = url.searchParams
  if (url.pathname !== PATH) return socket.end('HTTP/1.1 404 Not Found\r\n\r\n')
  if (query.has('wantedCollections') || query.has('wantedDids')) return refuse(socket, 'InvalidRequest', 'use collections and dids')
  const cursor = query.has('cursor') ? Number(query.get('cursor')) : null
  const bySeq = cursor !== null && cursor < 1e15
  if (bySeq && cursor < oldest) return refuse(socket, 'CursorTooOld', 'that sequence number is no longer kept')
  const collections = query.getAll('collections'), dids = query.getAll('dids')
  const wanted = (e) => (!dids.length || dids.includes(e.did)) &&
    (e.kind !== 'commit' || !collections.length || collections.includes(e.body.collection))
  sockets.handleUpgrade(request, socket, head, (ws) => {
    const client = { socket: ws, send: (e) => wanted(e) && ws.send(frame(e)) }
    if (cursor !== null && !bySeq && oldest > 0)
      ws.send(JSON.stringify({ $type: 'message', payload: { $type: 'network.bsky.jetstream.subscribeEvents#info', name: 'OutdatedCursor', message: 'clamped' } }))
    if (cursor !== null) for (const e of log) if (bySeq ? e.seq >= cursor : e.us >= cursor && e.seq >= oldest) client.send(e)
    clients.add(client)
    ws.on('close', () => clients.delete(client))
    ws.on('message', () => ws.close(1008))  // clients have nothing to say on this wire
  })
})
server.listen(Number(process.env.PORT), '127.0.0.1', () => console.log('ready'))
