// A PLC directory and a PDS on loopback. Environment: PLC_PORT, PDS_PORT, DATA (an empty folder).
import net from 'node:net'
import * as plc from '@did-plc/server'
import { PDS } from '@atproto/pds'
import { Secp256k1Keypair } from '@atproto/crypto'

// Both servers would listen on every interface and offer no setting for it.
const listen = net.Server.prototype.listen
net.Server.prototype.listen = function (port, ...rest) {
  const done = rest.find((argument) => typeof argument === 'function')
  return typeof port === 'number' || typeof port === 'string'
    ? listen.call(this, { port: Number(port), host: '127.0.0.1' }, done)
    : listen.call(this, port, ...rest)
}

const { PLC_PORT, PDS_PORT, DATA } = process.env
await plc.PlcServer.create({ db: plc.Database.mock(), port: Number(PLC_PORT) }).start()
const rotation = await Secp256k1Keypair.create({ exportable: true })
const recovery = await Secp256k1Keypair.create()
const pds = await PDS.fromEnv({
  devMode: true, port: Number(PDS_PORT), hostname: 'localhost',
  dataDirectory: DATA, blobstoreDiskLocation: DATA + '/blobs',
  recoveryDidKey: recovery.did(), adminPassword: 'admin-password', jwtSecret: 'at-least-sixteen-characters',
  serviceHandleDomains: ['.test'], didPlcUrl: `http://localhost:${PLC_PORT}`,
  bskyAppViewUrl: 'http://localhost:9', bskyAppViewDid: 'did:example:appview',
  modServiceUrl: 'http://localhost:9', modServiceDid: 'did:example:mod',
  plcRotationKeyK256PrivateKeyHex: Buffer.from(await rotation.export()).toString('hex'),
  inviteRequired: false, disableSsrfProtection: true, rateLimitsEnabled: true,
})
await pds.start()
console.log('ready')
