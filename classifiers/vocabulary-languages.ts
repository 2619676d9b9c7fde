import type { PhraseRow } from './phrase-row.ts'
import { answerRefused, group, unknownUser } from './word-rows.ts'

/**
 * The same in other languages: a phrase may be written in any (RFC 3261 §21), and operators write their own. Everyday words of German, French,
 * Spanish, Portuguese, Italian, Dutch, Polish, Turkish, Russian and Chinese for what the English rows say; without accents, as they are compared.
 */
export const otherLanguages: readonly PhraseRow[] = [
  ...answerRefused(`
     passwort, kennwort, zugangsdaten, anmeldedaten, anmeldung fehlgeschlagen, authentifizierung fehlgeschlagen, authentisierung
     fehlgeschlagen, authentifizierungsfehler, mot de passe, identifiants, authentification echouee, echec * authentification, echec *
     identification, contrasena, clave incorrecta, clave invalida, credenciales, autenticacion fallida, autenticacion incorrecta, error *
     autenticacion, fallo * autenticacion, senha, credenciais, autenticacao falhou, falha * autenticacao, erro * autenticacao,
     credenziali, autenticazione fallita, errore * autenticazione, wachtwoord, aanmelden mislukt, authenticatie mislukt, haslo, blad *
     uwierzytelniania, parola, sifre, пароль, ошибка аутентификации, ошибка авторизации, аутентификация не, 密码错误, 认证失败, 鉴权失败`),
  ...unknownUser(`
     unbekannter benutzer, benutzer unbekannt, benutzer * unbekannt, benutzer * nicht gefunden, benutzer * existiert nicht, teilnehmer *
     unbekannt, unbekannter teilnehmer, teilnehmer * nicht, rufnummer * unbekannt, unbekannte rufnummer, rufnummer nicht, nutzer
     unbekannt, utilisateur * inconnu, abonne * inconnu, compte * inconnu, numero * inconnu, utilisateur introuvable, utilisateur non *,
     usuario * desconocido, usuario no *, abonado * desconocido, abonado no *, cuenta no *, usuario * desconhecido, usuario nao *,
     utilizador * desconhecido, assinante * desconhecido, assinante nao *, utente * sconosciuto, utente non *, gebruiker * onbekend,
     onbekende gebruiker, gebruiker niet *, nieznany uzytkownik, uzytkownik nieznany, uzytkownik nie *, kullanici * bulunamadi, bilinmeyen
     kullanici, пользователь не *, неизвестный пользователь, абонент не *, неизвестный абонент, неизвестный номер, 用户不存在, 用户未注册,
     用户未开户, 号码不存在`),
  ...group(
    'barring',
    'suspended',
    `
     guthaben, konto * deaktiviert, suspendu, suspendue, resilie, resiliee, solde insuffisant, credit insuffisant, impaye, suspendido,
     suspendida, saldo, sin saldo, falta * pago, suspenso, suspensa, cancelado, cancelada, sospeso, sospesa, credito esaurito, disattivato,
     opgeschort, zawieszony, zawieszone, приостановлен, отключен, недостаточно средств, 欠费, 停机`,
  ),
  ...group(
    'acl',
    'source_ip',
    `
     ip adresse * gesperrt, ip adresse * erlaubt, ip * gesperrt, adresse ip, ip * bloquee, direccion ip, ip * bloqueada, ip * no permitida,
     endereco ip, ip * bloqueado, indirizzo ip, ip * bloccato, ip adres, adres ip, ip адрес`,
  ),
  ...group(
    'barring',
    'identity_barred',
    `
     gesperrt, gesperrter, bloque, bloquee, bloqueado, bloqueada, bloccato, bloccata, geblokkeerd, zablokowany, zablokowane, engellendi,
     заблокирован, заблокирована, заблокировано`,
  ),
  ...group(
    'acl',
    'contact_limit',
    `
     zu viele registrierungen, zu viele gerate, zu viele kontakte, maximale anzahl, bereits registriert, trop d enregistrements, trop *
     enregistrements, deja enregistre, demasiados registros, ya registrado, ya esta registrado, muitos registros, troppe registrazioni,
     te veel registraties`,
  ),
  ...group('acl', 'domain', 'unbekannte domain, unbekannte domane, domaine, dominio, domein, домен', { code: [403, 404, 480] }),
]
