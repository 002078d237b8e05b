import Archive
import Intake

/// What the script of the packing page says, by the names it knows: what is wrong, and what to do. `{…}` are filled in there.
enum PackWords {
    static let all: [(key: String, what: Words, next: Words?)] = [
        (
            "choose", Words(zh: "先选文件夹和目录表。", en: "Choose the folder and the table first."), nil
        ),
        ("reading", Words(zh: "正在核对目录表和文件……", en: "Comparing the table with the files …"), nil),
        ("digesting", Words(zh: "正在计算摘要：{percent} %", en: "Computing digests: {percent} %"), nil),
        ("faults", Words(zh: "有 {count} 处要改，还不能移交。", en: "{count} faults are to be mended first."), nil),
        (
            "ready",
            Words(
                zh: "没有发现问题。已打成“{name}”：{count} 件，{files} 个文件，{bytes} 字节。",
                en: "No fault was found. Packed as {name}: {count} records, {files} files, {bytes} bytes."), nil
        ),
        (
            "byHand",
            Words(
                zh: "这个浏览器不能自动填进下面的表单：先存为文件，再在下面选它上传。",
                en: "This browser cannot fill in the form below: save the file, then choose it there."), nil
        ),
        (
            "changed",
            Words(
                zh: "有文件在核对期间变了，或读不出来。关闭正在编辑它的程序，再核对一次。",
                en: "A file changed meanwhile, or cannot be read. Close the program that changes it, and check again."),
            nil
        ),
        ("inRow", Words(zh: "目录表 第 {row} 行", en: "Table, row {row}"), nil),
        ("inSheet", Words(zh: "目录表 工作表“{sheet}” 第 {row} 行", en: "Table, sheet {sheet}, row {row}"), nil),
        (
            "oldBrowser",
            Words(zh: "这个浏览器太旧，打不开 XLSX。", en: "This browser is too old to open XLSX."),
            Words(zh: "用表格软件另存为 CSV，再选它。", en: "Save the table as CSV, and choose that.")
        ),
        (
            "badTable",
            Words(zh: "这不是能读的目录表，或超过 64 MB。", en: "This is no table that can be read, or larger than 64 MB."),
            Words(zh: "用表格软件另存为 XLSX 或 CSV，再选它。", en: "Save it as XLSX or CSV, and choose that.")
        ),
        (
            "noHeadings", Words(zh: "前 20 行里没有认得的列名。", en: "None of the first 20 rows has headings that are known."),
            Words(zh: "照样表写列名：档号、题名、责任者、日期。", en: "Write the headings as the sample table has them.")
        ),
        (
            "noCode",
            Words(zh: "没有“档号”一列。现有的列：{names}。", en: "No column holds the reference codes; there are {names}."),
            Words(zh: "把写档号的那一列命名为“档号”。", en: "Give that column the heading it has in the sample table.")
        ),
        (
            "noColumn", Words(zh: "没有“{column}”一列。", en: "There is no column {column}."),
            Words(zh: "加上这一列，每件都填。", en: "Add it, and fill it in for each record.")
        ),
        (
            "noEntries", Words(zh: "表里一条目录也没有。", en: "The table has no entry."),
            Words(zh: "每件档案写一行。", en: "Write a row for each record.")
        ),
        (
            "empty", Words(zh: "“{column}”没有填。", en: "{column} is empty."),
            Words(zh: "补填后保存，再核对。", en: "Fill it in, save, and check again.")
        ),
        (
            "twice", Words(zh: "档号 {code} 与第 {other} 行重复。", en: "The code {code} is that of row {other} too."),
            Words(zh: "改正其中一个。", en: "Correct one of them.")
        ),
        (
            "dateUnread", Words(zh: "日期“{value}”认不出来。", en: "The date {value} cannot be read."),
            Words(zh: "写成 20190726 或 2019-07-26。", en: "Write 20190726 or 2019-07-26.")
        ),
        (
            "dateNone", Words(zh: "没有“{value}”这一天。", en: "There is no such day as {value}."),
            Words(zh: "对照原件改正。", en: "Correct it by the original.")
        ),
        (
            "dateFuture", Words(zh: "日期“{value}”还没有到。", en: "The day {value} is still to come."),
            Words(zh: "对照原件改正。", en: "Correct it by the original.")
        ),
        (
            "secret", Words(zh: "密级是“{value}”：本网不得传送。", en: "It is marked {value}: it may not travel on this network."),
            Words(zh: "停下来，报告本单位保密员。", en: "Stop, and tell your security officer.")
        ),
        (
            "noFile", Words(zh: "文件夹里没有以 {code} 命名的文件。", en: "The folder has no file named by {code}."),
            Words(zh: "放进文件，名称以档号开头；或删去这一行。", en: "Add the file, its name beginning with the code; or remove the row.")
        ),
        (
            "fileMissing",
            Words(zh: "目录列有“{name}”，文件夹里没有。", en: "The table names {name}; the folder does not have it."),
            Words(zh: "放进这个文件，或改正目录。", en: "Add the file, or correct the table.")
        ),
        (
            "unlisted", Words(zh: "文件名和所在文件夹都不是表里的档号。", en: "Neither its name nor its folder is a code of the table."),
            Words(zh: "改成以档号命名，或移出这个文件夹。", en: "Name it by its code, or move it out of the folder.")
        ),
        (
            "emptyFile", Words(zh: "文件是空的。", en: "The file is empty."),
            Words(zh: "换上能打开的原文件。", en: "Put the original in its place.")
        ),
        (
            "badName", Words(zh: "文件名里有反斜杠或控制符。", en: "Its name has a backslash or a control character."),
            Words(zh: "改名。", en: "Give it another name.")
        ),
        (
            "sizeDiffers",
            Words(
                zh: "“{file}”登记为 {said} 字节，实有 {bytes} 字节。",
                en: "{file} is registered with {said} bytes and has {bytes}."),
            Words(zh: "换上登记时的文件，或改正目录。", en: "Put back the file that was registered, or correct the table.")
        ),
        (
            "digestDiffers", Words(zh: "SHA-256 与目录第 {row} 行登记的不同。", en: "Its SHA-256 is not that of row {row}."),
            Words(zh: "换上登记时的文件，或改正目录。", en: "Put back the file that was registered, or correct the table.")
        ),
    ]

    /// For `data-words`, in one language.
    static func json(_ language: Language) -> String {
        JSON.object(
            Dictionary(
                uniqueKeysWithValues: all.map { each in
                    (each.key, .array([.string(each.what[language]), .string(each.next?[language] ?? "")]))
                })
        ).text
    }

    /// What headings mean, for `data-columns`.
    static let columns = JSON.object(ItemColumn.spellings.mapValues { .string($0.rawValue) }).text
}
