//! 異体字 — variant kanji taken as one, for searching only (住民記録システム標準仕様書 2.1.3: 辺 邊 邉, 浜 濱, 藤 籐).
//!
//! A name itself is never changed. The table holds the variants usual in names; it is ours, not a national list.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::name::is_variation_selector;
use crate::text::ascii_width;

/// The representative, then its variants; compatibility ideographs by number, since editors like to change them.
#[rustfmt::skip]
const GROUPS: &[&str] = &[
    "高髙", "崎\u{FA11}嵜碕", "辺邊邉", "斉齊斎齋", "沢澤", "浜濱濵", "広廣", "藤籐", "吉𠮷", "桜櫻", "国國圀",
    "島嶋嶌", "富冨", "峰峯", "渡渉", "柳栁桺", "橋槗", "徳德", "恵惠", "真眞", "滝瀧", "竜龍", "寿壽", "実實",
    "栄榮", "蔵藏", "関關", "塩鹽", "円圓", "桑桒", "檜桧", "薮藪", "鶴靍靏鸖\u{FA2D}", "館舘\u{FA2C}",
    "坂阪", "曽曾", "条條", "児兒", "万萬", "与與", "会會", "伝傳", "仏佛", "仮假", "価價", "倹儉", "党黨",
    "内內", "写寫", "剣劍劔", "勲勳", "区區", "医醫", "参參", "双雙", "収收", "号號", "園薗", "図圖", "団團",
    "増增", "壮壯", "声聲", "変變", "奥奧", "奨奬", "宝寶寳", "将將", "専專", "対對", "届屆", "嶽岳", "巌巖岩",
    "帯帶", "応應", "恒恆", "悦悅", "戸戶", "戦戰", "戻戾", "抜拔", "拝拜", "挙擧", "撃擊", "数數",
    "敏\u{FA41}", "断斷", "昼晝", "晴\u{FA12}", "暁曉", "梅\u{FA44}", "楽樂", "楼樓", "様樣", "横橫",
    "権權", "歓歡", "歩步", "毎每", "気氣", "沖冲", "涙淚", "海\u{FA45}", "清淸", "渓溪谿", "渚\u{FA46}",
    "温溫", "満滿", "湾灣", "灯燈", "為爲", "猪\u{FA16}", "献獻", "瑶瑤", "産產", "画畫", "発發", "県縣",
    "礼禮\u{FA18}", "祐\u{FA4F}", "神\u{FA19}", "祥\u{FA1A}", "福\u{FA1B}", "禄祿", "稲稻",
    "穂穗", "穣穰", "突\u{FA55}", "節\u{FA56}", "精\u{FA1D}", "糸絲", "経經", "絵繪", "緑綠", "縁緣",
    "繁\u{FA59}", "繋繫", "聡聰", "艶艷豔", "芸藝", "荘莊", "萌萠", "薫薰", "虎乕", "虫蟲", "蛍螢", "衛衞",
    "装裝", "覚覺", "覧覽", "観觀", "諸\u{FA22}", "謡謠", "譲讓", "豊豐", "頼賴", "転轉",
    "逸\u{FA25}\u{FA67}", "遥遙", "郎郞\u{FA2E}", "都\u{FA26}", "郷鄕", "酔醉", "醸釀", "釈釋",
    "鉄鐵銕", "銭錢", "鋳鑄", "鎮鎭", "陥陷", "隆\u{F9DC}", "隣鄰", "随隨", "隠隱", "雑雜", "霊靈", "静靜",
    "頴穎", "顕顯", "駅驛", "駆驅", "騒騷", "験驗", "鶏鷄", "麦麥", "黄黃", "黒黑", "黙默", "弥彌", "亀龜",
    "昇曻", "秋秌", "船舩", "梁樑", "野埜", "留畄", "松枩", "略畧", "淵渕渊", "鉱鑛", "彦彥", "飯\u{FA2A}",
    "熙煕凞\u{FA15}", "尭堯", "槙槇", "即卽", "卯夘", "塚\u{FA10}", "益\u{FA17}", "靖\u{FA1C}",
    "羽\u{FA1E}", "蘒\u{FA20}", "飼\u{FA2B}", "隷\u{FA2F}", "侮\u{FA30}", "僧\u{FA31}",
    "免\u{FA32}", "勉\u{FA33}", "勤\u{FA34}", "卑\u{FA35}", "喝\u{FA36}", "嘆\u{FA37}",
    "器\u{FA38}", "塀\u{FA39}", "墨\u{FA3A}", "層\u{FA3B}", "屮\u{FA3C}", "悔\u{FA3D}",
    "慨\u{FA3E}", "憎\u{FA3F}", "懲\u{FA40}", "既\u{FA42}", "暑\u{FA43}", "漢\u{FA47}",
    "煮\u{FA48}", "爫\u{FA49}", "琢\u{FA4A}", "碑\u{FA4B}", "社\u{FA4C}", "祉\u{FA4D}",
    "祈\u{FA4E}", "祖\u{FA50}", "祝\u{FA51}", "禍\u{FA52}", "禎\u{FA53}", "穀\u{FA54}",
    "練\u{FA57}", "縉\u{FA58}", "署\u{FA5A}", "者\u{FA5B}", "臭\u{FA5C}",
    "艹\u{FA5D}\u{FA5E}", "著\u{FA5F}", "褐\u{FA60}", "視\u{FA61}", "謁\u{FA62}",
    "謹\u{FA63}", "賓\u{FA64}", "贈\u{FA65}", "辶\u{FA66}", "難\u{FA68}", "響\u{FA69}",
    "頻\u{FA6A}", "朗\u{F929}",
];

/// The text with each variant as its representative and without variation selectors; Latin and digits in half width.
#[must_use]
pub fn fold(text: &str) -> String {
    text.chars().filter(|&it| !is_variation_selector(it)).map(representative).collect()
}

/// Whether two names are the same for a search by kanji: variants, variation selectors and spaces aside.
#[must_use]
pub fn matches(a: &str, b: &str) -> bool {
    let key = |text| fold(text).chars().filter(|it| !it.is_whitespace()).collect::<String>();
    key(a) == key(b)
}

fn representative(character: char) -> char {
    REPRESENTATIVES.get(&character).copied().unwrap_or_else(|| ascii_width(character))
}

static REPRESENTATIVES: LazyLock<BTreeMap<char, char>> = LazyLock::new(|| {
    let variants_of = |group: &&'static str| {
        let mut characters = group.chars();
        let representative = characters.next();
        characters.filter_map(move |variant| Some((variant, representative?)))
    };
    GROUPS.iter().flat_map(variants_of).collect()
});
