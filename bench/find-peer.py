#!/usr/bin/env python3
"""Times tantivy on the records of `lantai bench-data`: the same questions, the same answer a reader gets.

Each question is answered with the exact count, the top 20 by BM25 with their stored code and title and a marked snippet of
each, and the counts by the same five facets.

bench/find-peer.py DATA INDEX TIMES QUESTION…   DATA: JSON lines; INDEX: a folder, filled if empty. Prints JSON lines.

Texts are cut into overlapping pairs of characters beforehand, as Lantai's are, so that both look up the same lists; making
them is not counted. A snippet is made from the cut text, which is stored for it. Facets are tantivy's aggregations over
fast fields.
"""
import json
import os
import sys
import time

import tantivy

FACETS = ["fonds", "category", "author", "retention", "year"]


def pairs(text):
    return " ".join(text[at:at + 2] for at in range(max(1, len(text) - 1)))


def schema():
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("words", stored=True, tokenizer_name="whitespace", index_option="position")
    builder.add_text_field("title", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("code", stored=True, tokenizer_name="raw")
    for name in FACETS[:-1]:
        builder.add_text_field(name, tokenizer_name="raw", fast=True)
    builder.add_integer_field("year", fast=True, indexed=True)
    return builder.build()


def build(data, folder):
    index = tantivy.Index(schema(), path=folder)
    writer = index.writer(heap_size=500_000_000, num_threads=1)
    cpu = 0.0
    with open(data, encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            words = pairs(record["title"] + "。" + record["author"] + "。" + record.get("text", ""))
            document = tantivy.Document(words=words, title=record["title"], code=record["code"], year=record["year"],
                                        **{name: record[name] for name in FACETS[:-1]})
            started = time.process_time()
            writer.add_document(document)
            cpu += time.process_time() - started
    started = time.process_time()
    writer.commit()
    writer.wait_merging_threads()
    return index, cpu + time.process_time() - started


def ask(index, searcher, question):
    terms = " AND ".join('words:"%s"' % pairs(word) for word in question.split())
    query = index.parse_query(terms, ["words"])
    found = searcher.search(query, 20)
    generator = tantivy.SnippetGenerator.create(searcher, query, index.schema, "words")
    page = []
    for _, address in found.hits:
        document = searcher.doc(address)
        snippet = generator.snippet_from_doc(document)
        page.append((document["code"], document["title"], snippet.to_html()))
    assert all(code and title and "<b>" in snippet for code, title, snippet in page)
    searcher.aggregate(query, {name: {"terms": {"field": name, "size": 100}} for name in FACETS})
    return found.count


def main():
    data, folder, times = sys.argv[1], sys.argv[2], int(sys.argv[3])
    os.makedirs(folder, exist_ok=True)
    if os.listdir(folder):
        index, cpu = tantivy.Index.open(folder), None
    else:
        index, cpu = build(data, folder)
    index.reload()
    searcher = index.searcher()
    print(json.dumps({"records": searcher.num_docs, "cpu": cpu}))
    for question in sys.argv[4:]:
        total = ask(index, searcher, question)
        started = time.process_time()
        for _ in range(times):
            ask(index, searcher, question)
        spent = time.process_time() - started
        print(json.dumps({"question": question, "total": total, "cpuMicroseconds": spent * 1e6 / times}, ensure_ascii=False))


main()
