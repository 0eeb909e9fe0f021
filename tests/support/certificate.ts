import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';

export type Certificate = ReturnType<typeof makeCertificate>;

/** A certificate for this IP address, made by openssl and signed by nobody but itself. */
export function makeCertificate(ip: string) {
  const folder = mkdtempSync(join(tmpdir(), 'certificate-'));
  const [certificateFile, keyFile] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')];
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', keyFile];
  const about = ['-subj', '/CN=proef', '-addext', `subjectAltName=IP:${ip}`, '-days', '2'];
  execFileSync('openssl', ['req', '-x509', ...key, '-out', certificateFile, ...about], { stdio: 'ignore' });
  return {
    certificateFile,
    keyFile,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Makes this process trust a certificate, as the operating system would. Returns how to stop that. */
export function trust({ certificateFile }: Certificate): () => void {
  const before = getCACertificates('default');
  setDefaultCACertificates([...before, readFileSync(certificateFile, 'utf8')]);
  return () => setDefaultCACertificates(before);
}
