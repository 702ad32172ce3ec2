package io.nerine.quality;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InflectionTest {

  @ParameterizedTest
  @CsvSource({
    "Berlin, Berlins",
    "Uppsala, Uppsalas",
    "Warszawa, Warszawie",
    "Warszawa, Warszawy",
    "Москва, Москве",
    "Novák, Nováka",
  })
  void formsOfAWordHaveOneStem(String one, String other) {
    assertThat(Inflection.stem(one)).isEqualTo(Inflection.stem(other));
  }

  @ParameterizedTest
  @CsvSource({"Anna, Anna", "Oslo, Oslo", "IBM, IBM", "as, as", "'', ''"})
  void shortWordsKeepTheirEndings(String word, String stem) {
    assertThat(Inflection.stem(word)).isEqualTo(stem);
  }

  @ParameterizedTest
  @CsvSource({"Riga, Rigi", "Portugal, Portuguese", "Kask, Kaskad"})
  void otherWordsKeepApart(String one, String other) {
    assertThat(Inflection.stem(one)).isNotEqualTo(Inflection.stem(other));
  }
}
