/// What stands in what in a capsule (封装包), and how often, as data. Source: DA/T 48-2009, annexes; numbers (M…) DA/T 46-2009.
enum CapsuleScheme {
    struct Child: Sendable {
        let name: String
        let least: Int
        let most: Int
    }

    /// The elements inside each, in their order. An element that is not named here holds text.
    static let inside: [String: [Child]] = [
        "电子文件封装包": list("封装包格式描述 版本 被签名对象 电子签名块? 锁定签名?"),
        "被签名对象": list("封装包类型 封装包类型描述 封装包创建时间 封装包创建单位 封装内容? 修改封装内容?"),
        "封装内容": list("文件实体块 业务实体块 机构人员实体块"),
        "修改封装内容": list("修改标识符 原封装包 修订内容"),
        "原封装包": list("被签名对象 电子签名块?"),
        "修订内容": list("文件实体块 业务实体块 机构人员实体块"),
        "文件实体块": list("文件实体 文件实体关系*"),
        "文件实体": list("聚合层次 来源 电子文件号 档号 内容描述 形式特征 存储位置 权限管理 信息系统描述* 附注* 文件数据"),
        "来源": list("档案馆名称? 档案馆代码? 全宗名称? 立档单位名称"),
        "档号": list("全宗号? 目录号? 年度 保管期限 机构或问题? 类别号? 室编案卷号? 馆编案卷号? 室编件号? 馆编件号? 页号?"),
        "内容描述": list(
            "题名 并列题名? 副题名? 说明题名文字? 主题词* 关键词? 人名? 摘要? 分类号? 文件编号? 责任者 日期 文种? 紧急程度? 主送? 抄送? 密级 保密期限?"),
        "形式特征": list("文件组合类型 页数? 语种? 稿本?"),
        "存储位置": list("当前位置? 脱机载体编号+ 脱机载体存址* 缩微号?"),
        "权限管理": list("知识产权说明? 授权* 控制标识?"),
        "授权": list("授权对象 授权行为"),
        "文件数据": list("文档+"),
        "文档": list("文档标识符 文档序号? 文档主从声明? 题名? 文档数据+"),
        "文档数据": list("编码+"),
        "编码": list("电子属性 数字化属性? 编码描述 反编码关键字 编码数据"),
        "电子属性": list("格式信息? 计算机文件名 计算机文件大小 文档创建程序?"),
        "数字化属性": list("数字化对象形态? 扫描分辨率 扫描色彩模式 图像压缩方案?"),
        "业务实体块": list("业务实体+"),
        "业务实体": list("业务标识符 机构人员标识符 文件标识符 业务状态 业务行为 行为时间 行为依据? 行为描述?"),
        "机构人员实体块": list("机构人员实体+ 机构人员实体关系*"),
        "机构人员实体": list("机构人员标识符 机构人员类型? 机构人员名称 组织机构代码? 个人职位?"),
        "机构人员实体关系": list("机构人员标识符 被关联机构人员标识符 关系类型? 关系? 关系描述?"),
        "文件实体关系": list("文件标识符 被关联文件标识符 关系类型? 关系? 关系描述?"),
        "电子签名块": list("电子签名+"),
        "电子签名": list("签名标识符 签名规则 签名时间? 签名人? 签名结果 证书块+ 签名算法标识"),
        "锁定签名": list("被锁定签名标识符 签名规则 签名时间? 签名人? 签名结果 证书块+ 签名算法标识"),
        "证书块": list("证书+ 证书引证?"),
    ]

    /// Elements of the capsule itself that say nothing if they are empty. Those of the record are told by `RequiredElements`.
    static let filled: Set<String> = [
        "版本", "封装包类型", "封装包创建时间", "封装包创建单位", "修改标识符", "文档标识符", "反编码关键字", "签名标识符", "签名规则", "签名结果", "证书",
        "签名算法标识", "被锁定签名标识符", "业务标识符", "机构人员标识符", "文件标识符", "业务行为", "机构人员名称", "脱机载体编号",
    ]

    /// Numbers in DA/T 46, for those that know the standard by them.
    static let numbers: [String: String] = [
        "聚合层次": "M1", "来源": "M2", "立档单位名称": "M6", "电子文件号": "M7", "档号": "M8", "年度": "M11", "保管期限": "M12",
        "内容描述": "M21", "题名": "M22", "责任者": "M32", "日期": "M33", "密级": "M38", "形式特征": "M40", "文件组合类型": "M41",
        "电子属性": "M46", "计算机文件名": "M48", "计算机文件大小": "M49", "签名规则": "M58", "签名结果": "M61", "证书": "M62",
        "签名算法标识": "M64", "存储位置": "M65", "脱机载体编号": "M67", "权限管理": "M70", "业务状态": "M80", "业务行为": "M81",
        "行为时间": "M82",
    ]

    static let kinds = ["原始型", "修改型"]
    static let version = "2009"

    /// `a b? c* d+`: once, at most once, any number, at least once.
    private static func list(_ text: String) -> [Child] {
        text.split(separator: " ").map { word in
            switch word.last {
            case "?": Child(name: String(word.dropLast()), least: 0, most: 1)
            case "*": Child(name: String(word.dropLast()), least: 0, most: .max)
            case "+": Child(name: String(word.dropLast()), least: 1, most: .max)
            default: Child(name: String(word), least: 1, most: 1)
            }
        }
    }
}
