//! A window over HTTP: the app as the server composes it, people who do not exist, and a day that the test sets.

use std::sync::{Arc, Mutex};

use access::{NewAccount, Role, add_account, grant_role, sign_in};
use actix_web::body::MessageBody;
use actix_web::dev::{Service, ServiceResponse};
use actix_web::http::Method;
use actix_web::middleware::from_fn;
use actix_web::web::Data;
use actix_web::{App, Error, test};
use business_kit::{Environment, Municipality, Services};
use database::Operation;
use documents::{Bundle, Document, Extent, Form, Rendered, Typesetter, check_bundle};
use register::acts::{Destination, Incoming, MoveIn, ProtectionFiling, move_in, protect};
use register::{ActGrounds, Ground, MeasureState, PersonalNumberVault};
use serde_json::Value;
use testing::TestDatabase;
use utoipa_actix_web::AppExt;
use values::{Address, AddresseeNumber, HouseholdNumber, LegalDate, Sex};
use web::{Clock, SESSION_COOKIE};

/// Today in the tests: a Friday.
pub(crate) const TODAY: &str = "2026-11-20";

/// What may never leave for a clerk at the window: address, domicile, former address of the protected household.
pub(crate) const SECRETS: [&str; 4] = ["秘密町", "9番99号", "本籍秘密", "転入前秘密"];

/// Gives the documents themselves as the paper.
struct Transcript;

impl Typesetter for Transcript {
    fn render(&self, form: &Form, document: &Document) -> Result<Rendered, documents::Error> {
        let bundle = self.render_bundle(form, std::slice::from_ref(document))?;
        Ok(Rendered { pdf: bundle.pdf, pages: 1, remarks: vec![] })
    }

    fn render_bundle(&self, form: &Form, papers: &[Document]) -> Result<Bundle, documents::Error> {
        check_bundle(form, papers)?;
        let pdf = serde_json::to_vec(papers).unwrap();
        if String::from_utf8_lossy(&pdf).contains("組版不能") {
            let (english, japanese) = ("no".to_owned(), "不能".to_owned());
            return Err(documents::Error::Typesetting { english, japanese });
        }
        let extents = papers.iter().map(|_| Extent { pages: 1, remarks: vec![] }).collect();
        Bundle::new(form, papers, pdf, extents)
    }
}

/// A window with its database.
pub(crate) struct Window {
    pub(crate) test: TestDatabase,
    pub(crate) services: Services,
    now: Arc<Mutex<chrono::DateTime<chrono::Utc>>>,
}

/// An answer, read.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) etag: Option<String>,
    pub(crate) document_number: Option<String>,
    pub(crate) bytes: Vec<u8>,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|_| panic!("{}", self.text()))
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub(crate) fn problem(&self) -> (u16, String) {
        (self.status, self.json()["type"].as_str().unwrap_or_default().to_owned())
    }
}

/// What a clerk at the window may do; nothing about protected people or individual numbers.
const CLERK: &[&str] = &[
    "resident_register.person.read",
    "resident_register.act.record",
    "resident_register.act.correct",
    "resident_register.certificate.issue",
];

impl Window {
    pub(crate) fn open() -> Self {
        Self::of(Environment::Training)
    }

    pub(crate) fn of(environment: Environment) -> Self {
        let test = TestDatabase::new();
        let operation = test.operation(TODAY);
        test.database
            .write(&operation, |tx| {
                grant_role(tx, &Role("clerk".to_owned()), CLERK)?;
                grant_role(tx, &Role("officer".to_owned()), &["*"])?;
                for role in ["clerk", "officer"] {
                    let account = NewAccount {
                        login_name: role.to_owned(),
                        display_name: "試験 職員".to_owned(),
                        password: "pw".to_owned(),
                        office_code: "271276".to_owned(),
                        office_name: "北区役所".to_owned(),
                        role: Role(role.to_owned()),
                        reachable_office_codes: vec![],
                        mail_address: None,
                    };
                    add_account(tx, &account)?;
                }
                Ok::<_, access::AccessError>(())
            })
            .unwrap();
        let services = Services {
            database: test.database.clone(),
            typesetter: Arc::new(Transcript),
            vault: Arc::new(PersonalNumberVault::new([7; 32], [9; 32])),
            environment,
            municipality: Municipality {
                code: "271004".to_owned(),
                full_name: "大阪府大阪市".to_owned(),
                name: "大阪市".to_owned(),
            },
            documents_directory: std::env::temp_dir(),
        };
        Self { test, services, now: Arc::new(Mutex::new(operation.now)) }
    }

    pub(crate) fn operation(&self) -> Operation {
        self.test.operation(TODAY)
    }

    /// Sets the day of the clock.
    pub(crate) fn on(&self, day: &str) {
        *self.now.lock().unwrap() = self.test.operation(day).now;
    }

    pub(crate) fn token(&self, role: &str) -> String {
        let mut operation = self.operation();
        operation.now = *self.now.lock().unwrap();
        sign_in(&self.test.database, &operation, role, "pw").unwrap().token
    }

    pub(crate) async fn app(
        &self,
    ) -> impl Service<actix_http::Request, Response = ServiceResponse<impl MessageBody>, Error = Error> {
        let now = Arc::clone(&self.now);
        let business = resident_register::business();
        let (app, document) = App::new()
            .into_utoipa_app()
            .app_data(Data::new(self.test.database.clone()))
            .app_data(Data::new(self.services.clone()))
            .app_data(Data::new(Clock(Arc::new(move || *now.lock().unwrap()))))
            .app_data(web::json_settings())
            .configure(business.routes)
            .split_for_parts();
        let table = web::permission_table(&document).unwrap();
        test::init_service(
            app.app_data(Data::new(table))
                .wrap(from_fn(web::act_once))
                .wrap(from_fn(web::gate))
                .wrap(from_fn(web::trace)),
        )
        .await
    }

    /// The contract of this business.
    pub(crate) fn contract() -> Value {
        let business = resident_register::business();
        let (_, document) = App::new().into_utoipa_app().configure(business.routes).split_for_parts();
        serde_json::to_value(document).unwrap()
    }

    /// Moves people in, past the API.
    pub(crate) fn settle(&self, on: &str, address: Address, members: Vec<Incoming>) -> Home {
        let filing = MoveIn {
            grounds: grounds(on),
            destination: Destination::New,
            address,
            office_code: "271276".parse().unwrap(),
            previous_address: Some(somewhere("京都府", "261041", "京都市中京区", "転入前町")),
            members,
        };
        let operation = self.test.operation(on);
        let outcome = self.test.database.write(&operation, |tx| move_in(tx, &filing, &self.services.vault)).unwrap();
        let mut people: Vec<AddresseeNumber> = outcome.addressee_numbers.into_iter().collect();
        people.sort();
        Home { household: *outcome.household_numbers.first().unwrap(), people }
    }

    /// A family of three in 北区見本町.
    pub(crate) fn family(&self) -> Home {
        self.settle("2020-07-01", somewhere("大阪府", "271276", "大阪市北区", "見本町一丁目"), family())
    }

    /// A household in which somebody is protected.
    pub(crate) fn protected(&self) -> Home {
        // Somebody else comes first, so that no number of the household is also one of its people.
        let neighbours = vec![
            incoming("例示　次郎", "レイジ　ジロウ", "1950-01-01", Sex::Male, "世帯主"),
            incoming("例示　梅", "レイジ　ウメ", "1952-01-01", Sex::Female, "妻"),
        ];
        self.settle("2019-04-01", somewhere("大阪府", "271276", "大阪市北区", "例示町"), neighbours);
        let mut members = vec![
            incoming("保護　桜", "ホゴ　サクラ", "1990-05-05", Sex::Female, "世帯主"),
            incoming("保護　葵", "ホゴ　アオイ", "2018-06-06", Sex::Female, "子"),
        ];
        for member in &mut members {
            member.registered_domicile = Some("大阪府本籍秘密1番地".to_owned());
        }
        let mut address = somewhere("大阪府", "271276", "大阪市北区", "秘密町三丁目");
        address.lot = "9番99号".to_owned();
        let filing = MoveIn {
            grounds: grounds("2021-04-01"),
            destination: Destination::New,
            address,
            office_code: "271276".parse().unwrap(),
            previous_address: Some(somewhere("京都府", "261041", "京都市中京区", "転入前秘密")),
            members,
        };
        let operation = self.test.operation("2021-04-01");
        let outcome = self.test.database.write(&operation, |tx| move_in(tx, &filing, &self.services.vault)).unwrap();
        let people: Vec<AddresseeNumber> = outcome.addressee_numbers.into_iter().collect();
        let protection = ProtectionFiling {
            grounds: ActGrounds {
                ground: Ground::Request,
                noticed_on: Some(day("2026-07-01")),
                ..grounds("2026-07-01")
            },
            addressee_number: people[0],
            applicant: None,
            state: MeasureState::Decided,
            starts_on: day("2026-07-01"),
            office_codes: vec!["271276".to_owned()],
            protected_addresses: vec!["現住所".to_owned()],
            contact: None,
        };
        let operation = self.test.operation("2026-07-01");
        self.test.database.write(&operation, |tx| protect(tx, &protection)).unwrap();
        Home { household: *outcome.household_numbers.first().unwrap(), people }
    }
}

/// A household and who lives in it, in order of number.
pub(crate) struct Home {
    pub(crate) household: HouseholdNumber,
    pub(crate) people: Vec<AddresseeNumber>,
}

/// A request of somebody signed in.
pub(crate) struct Request<'a> {
    pub(crate) role: &'a str,
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) body: Option<Value>,
    pub(crate) version: Option<String>,
    pub(crate) key: String,
}

pub(crate) fn get(role: &str, path: impl Into<String>) -> Request<'_> {
    let (path, key) = (path.into(), String::new());
    Request { role, method: Method::GET, path, body: None, version: None, key }
}

/// A POST with a key of its own.
pub(crate) fn post(role: &str, path: impl Into<String>, body: Value) -> Request<'_> {
    static KEYS: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
    let key = format!("key-{:08}", KEYS.fetch_add(1, std::sync::atomic::Ordering::SeqCst));
    Request { role, method: Method::POST, path: path.into(), body: Some(body), version: None, key }
}

impl Request<'_> {
    pub(crate) fn seen(mut self, version: Option<String>) -> Self {
        self.version = version;
        self
    }
}

pub(crate) async fn send<B: MessageBody>(
    window: &Window,
    app: &impl Service<actix_http::Request, Response = ServiceResponse<B>, Error = Error>,
    request: Request<'_>,
) -> Answer {
    let mut built = test::TestRequest::default()
        .method(request.method)
        .uri(&format!("/api/v1/resident_register/{}", request.path))
        .cookie(actix_web::cookie::Cookie::new(SESSION_COOKIE, window.token(request.role)))
        .insert_header(("X-Requested-With", "yakuba"));
    if !request.key.is_empty() {
        built = built.insert_header(("Idempotency-Key", request.key));
    }
    if let Some(version) = request.version {
        built = built.insert_header(("If-Match", version));
    }
    if let Some(body) = request.body {
        built = built.set_json(body);
    }
    let response = test::call_service(app, built.to_request()).await;
    let header = |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let (etag, document_number) = (header("etag"), header("x-document-number"));
    let status = response.status().as_u16();
    Answer { status, etag, document_number, bytes: test::read_body(response).await.to_vec() }
}

pub(crate) fn day(text: &str) -> chrono::NaiveDate {
    text.parse().unwrap()
}

fn grounds(on: &str) -> ActGrounds {
    ActGrounds {
        happened_on: LegalDate::known(day(on)),
        filed_on: Some(day(on)),
        noticed_on: None,
        ground: Ground::Filing,
        legal_basis: "住民基本台帳法".to_owned(),
        evidence: "旅券".to_owned(),
        expected: vec![],
    }
}

fn somewhere(prefecture: &str, code: &str, municipality: &str, town: &str) -> Address {
    Address {
        municipality_code: Some(code.parse().unwrap()),
        prefecture: prefecture.to_owned(),
        municipality: municipality.to_owned(),
        town_id: None,
        town: town.to_owned(),
        lot: "2番3号".to_owned(),
        building: "見本ハイツ405号".to_owned(),
        postal_code: None,
    }
}

fn incoming(name: &str, furigana: &str, born: &str, sex: Sex, place: &str) -> Incoming {
    Incoming {
        returning: None,
        full_name: name.parse().unwrap(),
        furigana: Some(values::Kana::new(furigana).unwrap()),
        former_surname: None,
        alias: None,
        roman_name: None,
        born_on: LegalDate::known(day(born)),
        sex,
        foreign_status: None,
        resident_record_code: None,
        personal_number: None,
        registered_domicile: Some("大阪府大阪市北区見本町1番地".to_owned()),
        register_first_person: Some("見本　太郎".to_owned()),
        relationship: place.parse().unwrap(),
    }
}

fn family() -> Vec<Incoming> {
    let mut head = incoming("見本　太郎", "ミホン　タロウ", "1980-04-15", Sex::Male, "世帯主");
    head.personal_number = Some("123456789018".parse().unwrap());
    vec![
        head,
        incoming("見本　花子", "ミホン　ハナコ", "1982-09-03", Sex::Female, "妻"),
        incoming("見本　大地", "ミホン　ダイチ", "2015-06-03", Sex::Male, "子"),
    ]
}
