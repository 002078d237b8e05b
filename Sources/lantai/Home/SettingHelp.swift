import Archive

/// What each setting is for, in a line, for whoever looks at the settings in force.
enum SettingHelp {
    /// - Parameter key: as in `lantai.yaml`. What is said of each S3 place and each copy is said once.
    static func words(_ key: String) -> Words? {
        if let words = own[key] { return words }
        let last = key.split(separator: ".").last.map(String.init) ?? key
        if key.hasPrefix("replicas.") { return copy[last] ?? s3[last] }
        return key.contains(".s3.") ? s3[last] : nil
    }

    private static let own: [String: Words] = [
        "archive.name": Words(zh: "档案馆名称，每一页都写着", en: "The archive's name in Chinese, shown on every page"),
        "archive.name-en": Words(zh: "档案馆的英文名称", en: "The archive's name in English"),
        "archive.code": Words(zh: "档案馆代码，6位数字（DA/T 18）", en: "The archives code, six digits (DA/T 18)"),
        "zone": Words(zh: "时区，决定一天从何时开始；建馆后不变", en: "The zone in which days begin; fixed when the archive is made"),
        "listen.host": Words(
            zh: "在哪个网络地址上提供服务；127.0.0.1 只限本机", en: "The address served at; 127.0.0.1 is this machine only"),
        "listen.port": Words(zh: "端口", en: "The port served at"),
        "site.address": Words(zh: "门户的公开网址，用于引文", en: "The public address of the portal, for citations"),
        "site.featured": Words(
            zh: "门户首页先列哪些全宗或档案，写档号，用空格隔开；空着列最大的三个全宗",
            en:
                "Codes of the fonds and records on the portal's first page, spaces between; empty: the three largest fonds"
        ),
        "site.tls.certificate": Words(zh: "TLS证书（PEM文件）", en: "The TLS certificate, a PEM file"),
        "site.tls.key": Words(zh: "TLS证书的私钥（PEM文件）", en: "The private key of the certificate, a PEM file"),
        "node.classified": Words(
            zh: "本机是否在涉密网上；不是时，带密级的移交一律隔离",
            en: "Whether this node may hold state secrets; if not, what is marked is quarantined"),
        "node.network": Words(zh: "所在的网：局域网、政务网、因特网", en: "The network it stands in: office, government, public"),
        "language": Words(zh: "没有选过语言的人先看到哪种", en: "The language shown to those who have chosen none"),
        "workers": Words(zh: "同时打开外来文件的隔离进程数", en: "Isolated processes that open foreign files at one time"),
        "upload.limit": Words(zh: "一次上传最多多少字节", en: "The largest upload, in bytes"),
        "upload.at-once": Words(zh: "同时上传的件数", en: "Uploads at one time"),
        "intake.virus-scanner": Words(
            zh: "接收时查毒的杀毒软件（clamd）：套接字文件或主机:端口",
            en: "The virus scanner (clamd) asked about every file received: socket file or host:port"),
        "upload.free-space-floor": Words(zh: "磁盘余量低于多少字节就暂停接收", en: "Free bytes below which uploads are refused"),
        "intake.trust": Words(
            zh: "可信证书和吊销列表所在文件夹，验签用", en: "The folder of trusted certificates and revocation lists, for signatures"),
        "intake.signing.server.address": Words(
            zh: "签收时给登记表做数字签名的签名服务器（接口见文档）的地址；空着就没有",
            en: "The address of the signature server for the form of receipt, by the documented contract; empty: none"),
        "intake.signing.server.token-file": Words(
            zh: "签名服务器认本馆的令牌所在文件", en: "The file of the token by which the signature server knows this archive"),
        "intake.signing.server.ca-file": Words(
            zh: "签发签名服务器TLS证书的机构（PEM文件）", en: "The authority of its TLS certificate, a PEM file"),
        "intake.signing.platform.address": Words(
            zh: "签收时在登记表上加盖电子印章的签章平台（接口见文档）的地址；空着就没有",
            en: "The address of the seal platform for the form of receipt, by the documented contract; empty: none"),
        "intake.signing.platform.token-file": Words(
            zh: "签章平台认本馆的令牌所在文件", en: "The file of the token by which the seal platform knows this archive"),
        "intake.signing.platform.ca-file": Words(
            zh: "签发签章平台TLS证书的机构（PEM文件）", en: "The authority of its TLS certificate, a PEM file"),
        "intake.fetch.sources": Words(
            zh: "可以从哪些网址（前缀）去取BagIt的fetch.txt所列的文件，用空格隔开；空着就都不取",
            en:
                "Addresses (prefixes) from which files named in fetch.txt of a bag are fetched, spaces between; empty: none"
        ),
        "intake.fetch.ca-file": Words(
            zh: "签发这些来源TLS证书的机构（PEM文件）", en: "The authority of the TLS certificates of these sources, a PEM file"),
        "copies.limit": Words(
            zh: "利用件最多占多少字节；满了先去掉最久没人看的", en: "Bytes of access copies kept; the longest unseen go first"),
        "ledger.beat": Words(zh: "公开日志每隔多少秒记一条", en: "Seconds between two entries of the public log"),
        "ledger.stamp-authority": Words(
            zh: "给台账检查点盖时间戳的服务（RFC 3161）的地址", en: "The address of whoever stamps the ledger's checkpoints (RFC 3161)"),
        "ledger.stamp-hours": Words(zh: "每隔多少小时盖一次时间戳", en: "Hours between two time stamps"),
        "descriptions.quiet": Words(
            zh: "著录停改多少秒后写入档案对象", en: "Seconds a description rests before it is kept with its object"),
        "web.tls-proxy": Words(
            zh: "本机上是否有TLS代理；有才相信它转来的地址", en: "Whether a proxy on this machine ends TLS; only then is it believed"),
        "sign-in.second-factor": Words(zh: "哪些角色登录须二次验证", en: "The roles that need a second factor to sign in"),
        "commands.need-account": Words(zh: "命令是否必须写明账号（--as）", en: "Whether commands must name an account (--as)"),
        "store.kind": Words(zh: "档案与账簿放在哪里：文件夹或S3", en: "Where records and ledger are kept: folder or s3"),
        "fixity.bytes-per-second": Words(zh: "例行核验每秒最多读多少字节", en: "The most bytes a second that routine checks read"),
        "fixity.hours": Words(zh: "在哪几个钟点例行核验，例如 20-6", en: "Hours of the day for routine checks, as 20-6"),
        "fixity.every-days": Words(
            zh: "每隔多少天核验一遍；0为不例行核验", en: "Days after which bytes are checked again; 0: never by itself"),
        "fixity.repair": Words(
            zh: "发现损坏后自动修复（automatic）还是先问人（ask）",
            en: "Damage is repaired by itself (automatic) or somebody is asked (ask)"),
        "alarms.checks-days": Words(zh: "有内容多少天没核验就告警", en: "Days without a check of some bytes before an alarm"),
        "alarms.formats-days": Words(
            zh: "多少天没做格式巡检就告警；0为不告警", en: "Days without a round over the formats before an alarm; 0: none"),
        "alarms.scans-days": Words(
            zh: "有档案多少天没查毒就告警；0为不告警", en: "Days for which some record was not scanned for viruses; 0: for ever"),
        "viruses.bytes-per-second": Words(
            zh: "例行查毒每秒最多读多少字节", en: "The most bytes a second that routine virus scans read"),
        "viruses.hours": Words(zh: "在哪几个钟点例行查毒，例如 20-6", en: "Hours of the day for routine virus scans, as 20-6"),
        "viruses.every-days": Words(
            zh: "馆藏每隔多少天查毒一遍；0为不例行查毒", en: "Days after which kept files are scanned again; 0: never by itself"),
        "formats.every-days": Words(
            zh: "每隔多少天巡检一遍馆藏格式，策略改了当天就巡；0为不例行巡检",
            en: "Days between rounds over the formats, and at once when the policy changed; 0: never by itself"),
        "alarms.backup-days": Words(zh: "多少天没备份就告警；0为不告警", en: "Days without a backup before an alarm; 0: none"),
        "alarms.lag-hours": Words(zh: "副本落后多少小时就告警", en: "Hours a copy may be behind before an alarm"),
        "alarms.space-days": Words(
            zh: "照现在的增长，磁盘多少天内会满就告警", en: "Days until the disk is full, at today's growth, before an alarm"),
        "alarms.sets-days": Words(
            zh: "档案多少天没进离线套就告警；0为不告警", en: "Days for which a record may be in no offline set; 0: for ever"),
        "formats.signatures": Words(
            zh: "PRONOM格式特征文件所在的文件夹；没有就用兰台自带的格式表",
            en: "The folder of PRONOM's signature files; without them a table of the program's own"),
        "database.kind": Words(zh: "数据库：sqlite（自带）或 postgres", en: "The database: sqlite (its own) or postgres"),
        "database.url": Words(
            zh: "PostgreSQL地址；写了它，下面各项不用写", en: "The address of PostgreSQL; stands for the parts below"),
        "database.host": Words(zh: "PostgreSQL服务器", en: "The PostgreSQL server"),
        "database.port": Words(zh: "PostgreSQL端口", en: "Its port"),
        "database.name": Words(zh: "数据库名", en: "The name of the database"),
        "database.user": Words(zh: "数据库用户", en: "The user of the database"),
        "database.schema": Words(zh: "数据库里的模式名，一馆一个", en: "The schema, one for each archive"),
        "database.sslmode": Words(
            zh: "与数据库的连接怎样加密；留空时非本机必须验证",
            en: "How the connection is protected; empty: verified unless it is this machine"),
        "database.root-certificate": Words(
            zh: "签发数据库证书的机构（PEM文件）", en: "The authority of the database's certificate, a PEM file"),
        "database.password-file": Words(
            zh: "写有数据库口令的文件，只有本程序能读", en: "A file with the database's password that nobody else may read"),
        "database.password": Words(zh: "数据库口令；最好写在文件里", en: "The database's password; better kept in a file"),
        "backup.to": Words(zh: "备份放到哪里；空着就不自动备份", en: "Where backups go; empty: none are made by themselves"),
        "backup.hours": Words(zh: "每隔多少小时备份一次；0为不自动备份", en: "Hours between two backups; 0: none by themselves"),
        "backup.keep": Words(zh: "留多少份备份；0为全留", en: "How many backups are kept; 0: all"),
        "backup.drill-days": Words(zh: "每隔多少天做一次恢复演练；0为不做", en: "Days between two drills of a restore; 0: none"),
        "backup.drill-folder": Words(zh: "恢复演练用的文件夹", en: "The folder in which a restore is drilled"),
        "backup.drill-bytes": Words(zh: "演练时最多读回多少字节", en: "The most bytes read back in a drill"),
    ]

    private static let s3: [String: Words] = [
        "endpoint": Words(zh: "S3服务的地址", en: "The address of the S3 service"),
        "region": Words(zh: "S3的区域名", en: "The name of its region"),
        "bucket": Words(zh: "桶", en: "The bucket"),
        "prefix": Words(zh: "桶里的前缀", en: "What keys in the bucket begin with"),
        "addressing": Words(
            zh: "桶名写在路径里（path）还是域名里（host）", en: "Whether the bucket is named in the path or in the host"),
        "ca-file": Words(zh: "签发S3证书的机构（PEM文件）", en: "The authority of its certificate, a PEM file"),
        "plain-http": Words(zh: "是否容许不加密的连接", en: "Whether a connection without TLS is allowed"),
        "single-writer": Words(
            zh: "S3不支持条件写入时，担保只有本程序写", en: "For a service without conditional writes: only this program writes"),
        "access-key": Words(zh: "访问密钥编号", en: "The identifier of the access key"),
        "secret-key": Words(zh: "访问密钥", en: "The secret of the access key"),
    ]

    private static let copy: [String: Words] = [
        "kind": Words(zh: "副本放在文件夹（folder）还是S3（s3）", en: "Whether the copy is in a folder or in s3"),
        "location": Words(zh: "副本放在哪里，写给人看", en: "Where the copy is, for people"),
        "path": Words(zh: "副本所在的文件夹", en: "The folder of the copy"),
    ]
}
